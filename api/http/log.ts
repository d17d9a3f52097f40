import { type Logger, pino } from 'pino';

/**
 * Writes JSON lines to standard output. Logged fields are chosen one by one: requests and rows are never logged whole.
 */
export function createLogger(level: string): Logger {
  return pino({ level, base: { process: 'api' }, timestamp: pino.stdTimeFunctions.isoTime });
}

/**
 * Reduces an error to its type, code and place, which are enough to find it. Its message is left out: the database and
 * parsers repeat the values that caused the error.
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
