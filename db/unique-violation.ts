const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
const DEADLOCK = '40P01';

/** Finds the name of the unique index that an insert ran into, or null when it failed for another reason. */
export function violatedIndex(error: unknown): string | null {
  return violated(error, UNIQUE_VIOLATION);
}

/** Finds the name of the check, or of the guarding trigger, that a write ran into, or null when it failed for another reason. */
export function violatedCheck(error: unknown): string | null {
  return violated(error, CHECK_VIOLATION);
}

/** Tells whether a write ran into a check or a guarding trigger: trying it again would end the same. */
export function isForbidden(error: unknown): boolean {
  return causeOf(error).code === CHECK_VIOLATION;
}

function violated(error: unknown, violation: string): string | null {
  const { code, constraint_name: name } = causeOf(error);
  return code === violation && typeof name === 'string' ? name : null;
}

/** Tells whether a transaction was ended because it and another one waited for each other: it may be run again. */
export function isDeadlock(error: unknown): boolean {
  return causeOf(error).code === DEADLOCK;
}

function causeOf(error: unknown): { code?: unknown; constraint_name?: unknown } {
  return (error instanceof Error && error.cause ? error.cause : error) ?? {};
}
