/** Letters and signs that everybody sees alike, by themselves. */
const SEEN = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/**
 * Shows a character that is named as `U+30DF` to whoever typed it: `ミ (U+30DF)`, and by its number alone if nobody could see it. Reports and
 * answers have the number alone.
 */
export function shownCharacter(named: string): string {
  const character = String.fromCodePoint(Number.parseInt(named.slice(2), 16));
  return SEEN.test(character) ? `${character} (${named})` : named;
}
