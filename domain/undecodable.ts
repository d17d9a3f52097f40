/** What a message nobody can read is replaced by, so that it is dropped instead of stopping whoever receives it. */
export const UNDECODABLE = { undecodable: true } as const;

export function isUndecodable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && (value as { undecodable?: unknown }).undecodable === true
  );
}
