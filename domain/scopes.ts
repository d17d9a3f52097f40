/**
 * A scope: `*` for everything, the code of a province (2 digits), a school (5) or a campus (6) for all inside it, or a
 * college (院系) of a school, e.g. `99101/文学院`. The type keeps plain text out, `readScope` what only looks like a code.
 */
export type Scope = '*' | `${number}` | CollegeScope;

type CollegeScope = `${number}/${string}`;

const CODE_LENGTHS = [2, 5, 6];
const COLLEGE = /^([0-9]{5})\/([^\p{Cc}]{1,60})$/u;

/** Reads a scope; null when the text is none. An empty text is none, so that it never means everything. */
export function readScope(text: string): Scope | null {
  const isCode = /^[0-9]*$/.test(text) && CODE_LENGTHS.includes(text.length);
  return text === '*' || isCode || COLLEGE.test(text) ? (text as Scope) : null;
}

/** Reads the school and the name of a college, as its school's roll writes it; null for a scope of another kind. */
export function collegeOf(scope: Scope): { schoolCode: string; name: string } | null {
  const [, schoolCode, name] = COLLEGE.exec(scope) ?? [];
  return schoolCode === undefined || name === undefined ? null : { schoolCode, name };
}

/** Reads the province's code out of that of a school or campus. */
export function provinceCodeOf(code: string): string {
  return code.slice(0, 2);
}

/** The digits of a school's code, with which the codes of its campuses begin. */
export const SCHOOL_DIGITS = 5;

/** Reads the school's code out of that of a school or one of its campuses. */
export function schoolCodeOf(code: string): string {
  return code.slice(0, SCHOOL_DIGITS);
}

/** Lists the scopes around a place, from the centre inwards: `*`, province, school, campus. */
export function scopesAround(code: string): Scope[] {
  const lengths = CODE_LENGTHS.filter((length) => length <= code.length);
  return ['*', ...lengths.map((length) => code.slice(0, length) as Scope)];
}

/**
 * Tells whether a place lies in a scope, by its school's or campus's code. What has no place lies in `*` alone, and
 * nothing lies in what is no scope. `db/in-scope.ts` says the same in SQL.
 * @param college of whoever it is about; what is about nobody's college lies in none
 */
export function isInScope(code: string | null, scope: Scope, college: string | null = null): boolean {
  if (scope === '*') return true;
  if (code === null || readScope(scope) === null) return false;
  const within = collegeOf(scope);
  return within ? code.startsWith(within.schoolCode) && college === within.name : code.startsWith(scope);
}

/** Tells whether all of a scope lies in another one: `*` in `*` alone, a college in its school, or in itself. */
export function isScopeInside(inner: Scope, outer: Scope): boolean {
  const college = collegeOf(inner);
  return isInScope(college?.schoolCode ?? inner, outer, college?.name);
}
