/** Tells whether the rules, the server and the database can work with a value. */
export type Check = (value: unknown) => boolean;

/** The last instant of the year 9999; later ones are no valid dates. */
const LAST_INSTANT = 253_402_300_799_999;
const MAX_INTEGER = 2_147_483_647;
const MAX_MINUTES = 366 * 24 * 60;
const MAX_TEXT = 500;

export const flag: Check = (value) => typeof value === 'boolean';
/** Accepts an id, a code or a hash. */
export const id: Check = (value) => typeof value === 'string' && /^[\w.:/-]{1,100}$/.test(value);
/** Accepts people's words if a database can store them: no NUL, no halves of characters. */
export const words: Check = (value) =>
  typeof value === 'string' && value.length <= MAX_TEXT && /^[^\0\ud800-\udfff]*$/u.test(value);
export const count: Check = between(0, MAX_INTEGER);
export const minutes: Check = between(0, MAX_MINUTES);
export const instant: Check = between(0, LAST_INSTANT);

export function between(min: number, max: number): Check {
  return (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

export function oneOf(...values: (string | number)[]): Check {
  return (value) => values.some((one) => one === value);
}

export function nullable(check: Check): Check {
  return (value) => value === null || check(value);
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function listOf(check: Check, maxLength: number): Check {
  return (value) => Array.isArray(value) && value.length <= maxLength && value.every(check);
}

/** Accepts an object with every field of its type: a field without a check does not compile. */
export function shape<Type>(fields: Record<keyof Type, Check>): Check {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Check>(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));
}
