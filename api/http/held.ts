import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** Makes a weak ETag of what an answer is made from: equal parts give the same one. */
export function tagOf(parts: unknown[]): string {
  return `W/"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`;
}

/** Names what is about to be shown, and tells whether the client holds it already: then 304 is the answer. */
export function isHeld(c: Context, tag: string): boolean {
  c.header('ETag', tag);
  return c.req.header('if-none-match') === tag;
}
