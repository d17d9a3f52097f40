/**
 * Reads the token of an address as it was made, whatever a mail program or a copy put around it: a full stop, a bracket, a space, and all
 * that follows them. Tokens hold letters, digits, `-` and `_`, and a full stop between their parts.
 */
export function plainToken(text: string): string {
  return /[\w-]+(?:\.[\w-]+)*/.exec(text)?.[0] ?? '';
}
