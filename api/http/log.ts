import { type Logger, pino } from 'pino';

/** JSON lines on standard output. What is logged is chosen field by field: requests and rows are never logged whole. */
export function createLogger(level: string): Logger {
  return pino({ level, base: { process: 'api' }, timestamp: pino.stdTimeFunctions.isoTime });
}

/**
 * An error without what it says: messages of the database and of parsers repeat the values they stumbled over. Type,
 * code and place are enough to find it.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause instanceof Error ? loggableError(error.cause) : undefined;
  const { code, constraint_name: constraint } = error as { code?: unknown; constraint_name?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(cause ? { cause } : {}),
  };
}
