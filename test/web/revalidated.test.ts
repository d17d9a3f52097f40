import { expect, it } from 'vitest';
import { revalidated } from '../../web/src/lib/revalidated.ts';

/** Answers as a server that holds one version: unchanged, it says so. */
function serverWith(version: number) {
  const etag = `"${version}"`;
  return async (headers: Record<string, string>) => ({
    status: headers['If-None-Match'] === etag ? 304 : 200,
    headers: new Headers({ etag }),
    json: async () => ({ version }),
  });
}

it('takes 304 for what the page shows, never for an answer that it dropped', async () => {
  const first = await revalidated('one', undefined, serverWith(1));
  expect(await revalidated('one', { ...first }, serverWith(1))).toEqual({ version: 1 });
  // The page drops this answer, because a command was sent meanwhile.
  await revalidated('one', first, serverWith(2));
  expect(await revalidated('one', first, serverWith(2))).toEqual({ version: 2 });
});
