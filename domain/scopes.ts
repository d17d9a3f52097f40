/**
 * A scope: `*` for everything, or the code of a province (2 digits), a school (5) or a campus (6) for all inside it. The
 * type keeps plain text out, `readScope` what only looks like a code.
 */
export type Scope = '*' | `${number}`;

const CODE_LENGTHS = [2, 5, 6];

/** Reads a scope; null when the text is none. An empty text is none, so that it never means everything. */
export function readScope(text: string): Scope | null {
  const isCode = /^[0-9]*$/.test(text) && CODE_LENGTHS.includes(text.length);
  return text === '*' || isCode ? (text as Scope) : null;
}

/** Lists the scopes around a place, from the centre inwards: `*`, province, school, campus. */
export function scopesAround(code: string): Scope[] {
  const lengths = CODE_LENGTHS.filter((length) => length <= code.length);
  return ['*', ...lengths.map((length) => code.slice(0, length) as Scope)];
}

/**
 * Tells whether a place lies in a scope, by its school's or campus's code. What has no place lies in `*` alone, and
 * nothing lies in what is no scope. `db/in-scope.ts` says the same in SQL.
 */
export function isInScope(code: string | null, scope: Scope): boolean {
  if (scope === '*') return true;
  return code !== null && readScope(scope) !== null && code.startsWith(scope);
}
