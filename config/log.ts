import { isNativeError } from 'node:util/types';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** The deepest place in a log entry that is searched for errors; what lies deeper is left out. */
const MAX_DEPTH = 5;
const MAX_CAUSES = 5;
const MAX_STACK_LINES = 12;
/** Messages have lines of their own, which may begin like places. */
const PLACE = /^\s+at .*(:\d+:\d+|<anonymous>|native)\)?$/;
/** What Temporal's SDK says of a run whose workflow this release does not have: it comes without a place in our code. */
const HOLDS_CODES =
  /^(TypeError: )?Failed to initialize workflow of type '[\w-]{1,100}': no such function is exported by the workflow bundle$/;

/**
 * Builds the shape of every log: JSON lines with the process, ISO time and message, errors reduced by `loggableError`
 * wherever they stand. Fields are chosen one by one: requests and rows are never logged whole.
 */
export function logOptions(process: string, level: string): LoggerOptions {
  return {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    // The library's own serialisers keep messages and stacks of errors.
    serializers: { err: (value: unknown) => value },
    formatters: { log: (entry) => withoutErrors(entry, 0) as Record<string, unknown> },
  };
}

/** Creates the log of a process, on standard output unless given otherwise. */
export function createLogger(process: string, level: string, destination?: DestinationStream): Logger {
  return destination ? pino(logOptions(process, level), destination) : pino(logOptions(process, level));
}

/**
 * Reduces an error to its type, code and place, which are enough to find it. Its message is left out: the database and
 * parsers repeat the values that caused the error. Only what is known to hold codes alone is kept.
 */
function loggableError(error: unknown, causes = MAX_CAUSES): Record<string, unknown> {
  if (!isError(error)) return { type: typeof error };
  const { code, type, constraint_name: constraint, cause } = error as ErrorLike;
  return {
    type: error.name,
    ...(HOLDS_CODES.test(error.message) ? { said: error.message } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof type === 'string' ? { failure: type } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => PLACE.test(line))
      .slice(0, MAX_STACK_LINES)
      .map((line) => line.trim()),
    ...(isError(cause) && causes > 0 ? { cause: loggableError(cause, causes - 1) } : {}),
  };
}

interface ErrorLike extends Error {
  code?: unknown;
  /** The code of a failure at Temporal. */
  type?: unknown;
  constraint_name?: unknown;
}

/** Tells an error also where it was made in another realm, as those of workflow code are. */
function isError(value: unknown): value is Error {
  return isNativeError(value) || value instanceof Error;
}

/** Copies an entry with every error in it reduced; JSON alone would make `{}` of them. */
function withoutErrors(value: unknown, depth: number): unknown {
  if (isError(value)) return loggableError(value);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  if (depth === MAX_DEPTH) return '…';
  if (Array.isArray(value)) return value.map((item) => withoutErrors(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      // Where an error is said to be but none is, its type is still said.
      key === 'error' && typeof item === 'object' ? loggedError(item) : withoutErrors(item, depth + 1),
    ]),
  );
}

function loggedError(value: object | null): unknown {
  const isSaid = value !== null && !isError(value) && Object.keys(value).length > 0;
  return isSaid ? value : loggableError(value);
}
