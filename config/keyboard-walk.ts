const ROWS = ['1234567890-=', 'qwertyuiop[]', 'asdfghjkl;', 'zxcvbnm,./'];
/** What Shift makes of the upper row. */
const SHIFTED = '!@#$%^&*()_+';
/** The part of steps between neighbours that chance does not give: one random secret in millions. */
const MOST_NEIGHBOURS = 0.75;

const PLACES = new Map<string, readonly [row: number, column: number]>([
  ...ROWS.flatMap((keys, row) => [...keys].map((key, column) => [key, [row, column] as const] as const)),
  ...[...SHIFTED].map((key, column) => [key, [0, column] as const] as const),
]);

/** Tells whether a secret was typed by going from key to key of a keyboard. */
export function isKeyboardWalk(secret: string): boolean {
  const places = [...secret.toLowerCase()].map((key) => PLACES.get(key));
  const steps = places.slice(1).map((place, index) => areNeighbours(places[index], place));
  return steps.length > 0 && steps.filter(Boolean).length >= steps.length * MOST_NEIGHBOURS;
}

type Place = readonly [row: number, column: number] | undefined;

function areNeighbours(one: Place, other: Place): boolean {
  if (!one || !other) return false;
  return Math.abs(one[0] - other[0]) <= 1 && Math.abs(one[1] - other[1]) <= 1;
}
