import { describe, expect, it } from 'vitest';
import { createTestApi, ORIGIN, refusal } from '../test-api.ts';

const api = await createTestApi();

interface Sent {
  origin?: string;
  site?: string;
  cookie?: boolean;
}

/** Sends a request that is refused for its origin alone: signing out answers 204 when let through. */
const send = (method: string, path: string, { origin, site, cookie }: Sent) =>
  api.app.request(path, {
    method,
    headers: {
      ...(origin === undefined ? {} : { Origin: origin }),
      ...(site === undefined ? {} : { 'Sec-Fetch-Site': site }),
      ...(cookie ? { Cookie: '__Host-session=AAAAAAAAAAAAAAAAAAAAAA' } : {}),
    },
  });

const MATRIX: [Sent, 'passes' | 'is refused'][] = [
  [{ origin: ORIGIN, cookie: true }, 'passes'],
  [{ origin: ORIGIN, cookie: false }, 'passes'],
  [{ origin: ORIGIN, site: 'same-origin', cookie: true }, 'passes'],
  [{ origin: 'https://evil.example', cookie: true }, 'is refused'],
  [{ origin: 'https://evil.example', cookie: false }, 'is refused'],
  [{ origin: 'https://evil.example', site: 'same-origin', cookie: true }, 'is refused'],
  [{ origin: `${ORIGIN}.evil.example`, cookie: true }, 'is refused'],
  [{ origin: 'https://sub.cet.example', cookie: true }, 'is refused'],
  [{ origin: ORIGIN.replace('https', 'http'), cookie: true }, 'is refused'],
  [{ origin: `${ORIGIN}:8443`, cookie: true }, 'is refused'],
  [{ origin: 'null', cookie: true }, 'is refused'],
  [{ origin: '', cookie: true }, 'is refused'],
  [{ site: 'same-origin', cookie: true }, 'passes'],
  [{ site: 'same-site', cookie: true }, 'is refused'],
  [{ site: 'cross-site', cookie: true }, 'is refused'],
  [{ site: 'cross-site', cookie: false }, 'is refused'],
  [{ site: 'none', cookie: true }, 'is refused'],
  [{ cookie: true }, 'is refused'],
  [{ cookie: false }, 'passes'],
];

const outcomes = (wanted: string) =>
  MATRIX.filter(([, outcome]) => outcome === wanted).map(([sent]) => [sent]);

describe('a request that changes something', () => {
  it.each(outcomes('passes'))('passes: %j', async (sent) => {
    expect((await send('DELETE', '/api/sessions', sent)).status).toBe(204);
  });

  it.each(outcomes('is refused'))('is refused: %j', async (sent) => {
    const response = await send('DELETE', '/api/sessions', sent);
    expect(await refusal(response)).toEqual({ status: 403, code: 'FOREIGN_ORIGIN' });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is checked as %s, whatever the address', async (method) => {
    const response = await send(method, '/api/anything', { origin: 'https://evil.example' });
    expect(response.status).toBe(403);
  });

  it("may come from a gateway's server on its own address only", async () => {
    const evil = { origin: 'https://evil.example', cookie: true };
    const status = async (path: string) => (await send('POST', path, evil)).status;
    expect(await status('/api/payments/alipay/notify')).not.toBe(403);
    expect(await status('/api/payments/alipay/notify/more')).toBe(403);
    expect(await status('/api/payments/alipay/return')).toBe(303);
    expect(await status('/api/payments/a/b/notify')).toBe(403);
  });
});

it('reading is open to everybody', async () => {
  const response = await send('GET', '/api/exam-sessions', { origin: 'https://evil.example', cookie: true });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
