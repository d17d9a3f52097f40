import type { Hook, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { ApiEnv } from '../../context.ts';
import { ApiError, type FieldProblem, problemDetails } from '../errors.ts';
import { problemPage } from '../problem-page.ts';
import { unknownFields } from '../unknown-fields.ts';
import { isFromElsewhere } from './same-origin.ts';

const MAX_FIELDS = 20;
/** The most values that a refusal names. */
const MAX_VALUES = 40;
/** The rule by which a field is refused that a body does not have. */
const UNKNOWN = 'unknown';
const PATH_OF_TARGET: Record<string, string> = {
  json: 'body',
  form: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'cookie',
};

/** PostgreSQL error codes for being unreachable or too slow: the same request may succeed in a moment. */
const DATABASE_AWAY = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'ECONNREFUSED',
  'ECONNRESET',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
]);

/** Turns any refusal or failure into problem details. The cause of a failure is logged, never shown. */
export function problemFrom(log: Logger, note?: (c: Context<ApiEnv>, refusal: ApiError) => Promise<void>) {
  return async (error: Error, c: Context<ApiEnv>): Promise<Response> => {
    const refusal = asRefusal(error);
    await note?.(c, refusal);
    if (refusal.code === 'INTERNAL' || refusal.code === 'UNAVAILABLE') {
      log.error({ requestId: c.var.requestId, error }, 'request failed');
    }
    return problemResponse(c, refusal);
  };
}

export function problemResponse(c: Context<ApiEnv>, refusal: ApiError): Response {
  const { requestId = 'unknown', language = 'zh' } = c.var;
  const problem = problemDetails(refusal, requestId, language);
  if (refusal.retryAfterSeconds !== undefined) c.header('Retry-After', String(refusal.retryAfterSeconds));
  c.header('Content-Language', language);
  if (isForReading(c)) {
    return c.body(String(problemPage(problem, addressOf(c))), problem.status, {
      'Content-Type': 'text/html; charset=UTF-8',
    });
  }
  return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' });
}

function addressOf(c: Context<ApiEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/** Tells whether a person opened the address itself, as of a file: then the answer is what they read. */
function isForReading(c: Context<ApiEnv>): boolean {
  return c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html');
}

/**
 * Turns what a schema found into INVALID_INPUT, and fields of a body that it does not know into UNKNOWN_FIELD. Only paths and
 * rules are told, never values.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the library's own signature of a hook for every route
export const refuseInvalidInput: Hook<any, ApiEnv, any, Promise<void>> = async (result, c) => {
  if (result.success) {
    // Programs of others may say more than we read of it.
    if (result.target !== 'json' || isFromElsewhere(c.req.path)) return;
    const unknown = unknownFields(await c.req.json(), result.data, 'body');
    if (unknown.length === 0) return;
    const fields = unknown.slice(0, MAX_FIELDS).map((path) => ({ path, code: UNKNOWN }));
    throw new ApiError('UNKNOWN_FIELD', { fields });
  }
  const root = PATH_OF_TARGET[result.target] ?? result.target;
  const fields: FieldProblem[] = result.error.issues.slice(0, MAX_FIELDS).map((issue): FieldProblem => {
    const path = [root, ...issue.path].map(String).join('.');
    return 'params' in issue && issue.params
      ? { path, ...(issue.params as Omit<FieldProblem, 'path'>) }
      : { path, code: issue.code, ...possibleOf(issue) };
  });
  const character = fields.find((field) => field.character !== undefined)?.character;
  throw character === undefined
    ? new ApiError('INVALID_INPUT', { fields })
    : new ApiError('BAD_CHARACTER', { fields, character });
};

/** Tells what a schema would have taken; values that are many are in the description of the API alone. */
function possibleOf(
  issue: z.core.$ZodIssue,
): Pick<FieldProblem, 'values' | 'minimum' | 'maximum' | 'counted'> {
  if (issue.code === 'invalid_value' && issue.values.length <= MAX_VALUES)
    return { values: issue.values.map(String) };
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return {};
  const counted = COUNTED[issue.origin];
  if (!counted && !isOfNumber(issue.origin)) return {};
  return {
    ...(issue.code === 'too_small' ? { minimum: Number(issue.minimum) } : { maximum: Number(issue.maximum) }),
    ...(counted && { counted }),
  };
}

const isOfNumber = (origin: string) => origin === 'number' || origin === 'int';
const COUNTED: Readonly<Record<string, FieldProblem['counted']>> = { string: 'characters', array: 'items' };

function asRefusal(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    const code = error.status === 415 ? 'unsupported_media_type' : 'malformed';
    return new ApiError('INVALID_INPUT', { fields: [{ path: 'body', code }] });
  }
  const { code } = (error.cause instanceof Error ? error.cause : error) as { code?: unknown };
  return new ApiError(typeof code === 'string' && DATABASE_AWAY.has(code) ? 'UNAVAILABLE' : 'INTERNAL');
}
