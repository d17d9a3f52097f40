import { DefaultLogger, type LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Hands what Temporal's SDK reports to a process's log, in the shape of its own lines. */
export function temporalLogger(log: Logger, least: LogLevel): DefaultLogger {
  return new DefaultLogger(least, ({ level, message, meta }) => log[LEVELS[level]]({ meta }, message));
}
