import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { loadPage } from '../../web/src/lib/load-page.ts';

afterEach(() => {
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

it('the code of a page waits for the connection', async () => {
  onlineManager.setOnline(false);
  const load = vi.fn(async () => 'code');
  const loaded = loadPage(load);
  await Promise.resolve();
  expect(load).not.toHaveBeenCalled();
  onlineManager.setOnline(true);
  expect(await loaded).toBe('code');
});

it('is asked for again while the network leads nowhere', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no route')));
  const load = vi.fn(async () => 'code').mockRejectedValueOnce(new TypeError('no route'));
  const loaded = loadPage(load);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await loaded).toBe('code');
  expect(load).toHaveBeenCalledTimes(2);
});

it('that is gone with a new release fails, so that the site is loaded anew', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response()));
  const gone = new TypeError('Failed to fetch dynamically imported module');
  await expect(loadPage(() => Promise.reject(gone))).rejects.toBe(gone);
});
