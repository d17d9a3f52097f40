/** Lists the scopes around a place, from the centre inwards: `*`, province, school, campus. */
export function scopesAround(code: string): string[] {
  return ['*', ...[2, 5, 6].filter((length) => length <= code.length).map((length) => code.slice(0, length))];
}

/** Tells whether a school lies in a scope (a school or province code, or `*` for everything). */
export function isInScope(place: { schoolCode: string }, scope: string): boolean {
  return scope === '*' || place.schoolCode.startsWith(scope);
}
