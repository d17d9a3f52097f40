/** A place and everything around it, from the centre inwards: `*`, province, school, campus. */
export function scopesAround(code: string): string[] {
  return ['*', ...[2, 5, 6].filter((length) => length <= code.length).map((length) => code.slice(0, length))];
}
