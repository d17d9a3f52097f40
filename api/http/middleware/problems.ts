import type { Hook } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { ApiEnv } from '../../context.ts';
import { ApiError, type FieldProblem, problemDetails } from '../errors.ts';
import { loggableError } from '../log.ts';

const MAX_FIELDS = 20;
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
export function problemFrom(log: Logger) {
  return (error: Error, c: Context<ApiEnv>): Response => {
    const refusal = asRefusal(error);
    if (refusal.code === 'INTERNAL' || refusal.code === 'UNAVAILABLE') {
      log.error({ requestId: c.var.requestId, error: loggableError(error) }, 'request failed');
    }
    return problemResponse(c, refusal);
  };
}

export function problemResponse(c: Context<ApiEnv>, refusal: ApiError): Response {
  const { requestId = 'unknown', language = 'zh' } = c.var;
  const problem = problemDetails(refusal, requestId, language);
  if (refusal.retryAfterSeconds !== undefined) c.header('Retry-After', String(refusal.retryAfterSeconds));
  c.header('Content-Language', language);
  return c.body(JSON.stringify(problem), problem.status, { 'Content-Type': 'application/problem+json' });
}

/** Turns what a schema found into INVALID_INPUT. Only paths and rules are told, never values. */
// oxlint-disable-next-line typescript/no-explicit-any -- the library's own signature of a hook for every route
export const refuseInvalidInput: Hook<any, ApiEnv, any, void> = (result) => {
  if (result.success) return;
  const root = PATH_OF_TARGET[result.target] ?? result.target;
  const fields: FieldProblem[] = result.error.issues
    .slice(0, MAX_FIELDS)
    .map((issue) => ({ path: [root, ...issue.path].map(String).join('.'), code: issue.code }));
  throw new ApiError('INVALID_INPUT', { fields });
};

function asRefusal(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    const code = error.status === 415 ? 'unsupported_media_type' : 'malformed';
    return new ApiError('INVALID_INPUT', { fields: [{ path: 'body', code }] });
  }
  const { code } = (error.cause instanceof Error ? error.cause : error) as { code?: unknown };
  return new ApiError(typeof code === 'string' && DATABASE_AWAY.has(code) ? 'UNAVAILABLE' : 'INTERNAL');
}
