import { DrizzleQueryError } from 'drizzle-orm';

/**
 * Makes the error of a statement one that may leave the process: without the statement, which may be megabytes long, and the values that it
 * was sent with, which may be personal. Its code and its place are left; any other error stays as it is.
 */
export function withoutStatement(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const { code, constraint_name: constraint } = (error.cause ?? {}) as Record<string, unknown>;
  const what = [code, constraint].filter((one) => typeof one === 'string');
  const bare = new Error(['a statement failed', ...what].join(': '));
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  bare.stack = [String(bare), ...places].join('\n');
  return bare;
}
