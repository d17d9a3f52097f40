import { expect, it } from 'vitest';
import { createReachability } from '../../../api/commands/reachability.ts';

const SOON = { suspectAfterMs: 5, pingTimeoutMs: 5 };
const never = () => new Promise<never>(() => {});
const UNAVAILABLE = { code: 'UNAVAILABLE', retryAfterSeconds: 5 };

it('work that takes long is waited for while the server answers', async () => {
  let pings = 0;
  let finish: (result: string) => void = () => {};
  const server = createReachability(async () => {
    pings += 1;
    if (pings === 3) finish('done');
  }, SOON);
  expect(await server.waitFor(() => new Promise<string>((resolve) => (finish = resolve)))).toBe('done');
  expect(pings).toBeGreaterThanOrEqual(3);
});

it.each([
  ['refuses', () => Promise.reject(new Error('connection refused'))],
  ['is silent', never],
])('nobody waits for a server that %s, until it answers again', async (_, gone) => {
  let ping: () => Promise<unknown> = gone;
  const server = createReachability(() => ping(), SOON);
  await expect(server.waitFor(never)).rejects.toMatchObject(UNAVAILABLE);

  let sent = 0;
  const send = async () => (sent += 1);
  await expect(server.waitFor(send)).rejects.toMatchObject(UNAVAILABLE);
  expect([sent, await server.check()]).toEqual([0, false]);

  ping = async () => {};
  expect([await server.waitFor(send), await server.check()]).toEqual([1, true]);
});

it('many who wait ask the server once', async () => {
  let pings = 0;
  const server = createReachability(() => {
    pings += 1;
    return never();
  }, SOON);
  const waiting = Array.from({ length: 100 }, () => server.waitFor(never));
  expect((await Promise.allSettled(waiting)).every(({ status }) => status === 'rejected')).toBe(true);
  expect(pings).toBeLessThan(10);
});

it('a failure of the work itself is passed on', async () => {
  const server = createReachability(async () => {}, SOON);
  await expect(server.waitFor(() => Promise.reject(new TypeError('mine')))).rejects.toThrow(TypeError);
});
