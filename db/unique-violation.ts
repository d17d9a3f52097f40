const UNIQUE_VIOLATION = '23505';

/** Finds the name of the unique index that an insert ran into, or null when it failed for another reason. */
export function violatedIndex(error: unknown): string | null {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const { code, constraint_name: name } = cause as { code?: unknown; constraint_name?: unknown };
  return code === UNIQUE_VIOLATION && typeof name === 'string' ? name : null;
}
