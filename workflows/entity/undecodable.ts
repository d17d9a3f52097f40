/** Tells whether a value is what the payload converter made of a payload that is not ours, or cannot be read. */
export function isUndecodable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'undecodable' in value;
}
