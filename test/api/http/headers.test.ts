import { describe, expect, it } from 'vitest';
import { createTestApi, tokenIn } from '../test-api.ts';

const api = await createTestApi();
const plain = await createTestApi({ publicUrl: 'http://localhost:3000' });

describe('every answer', () => {
  it.each(['/api/exam-sessions', '/api/nothing-here', '/healthz', '/api/docs'])(
    'protects: %s',
    async (path) => {
      const { headers } = await api.get(path);
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((directive) => {
          const [name = '', ...sources] = directive.trim().split(' ');
          return [name, sources.join(' ')] as const;
        }),
      );
      expect(Object.fromEntries(policy)).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'connect-src': "'self'",
        'style-src': expect.stringMatching(/^'self' 'sha256-[^']+'$/),
        'object-src': "'none'",
        'base-uri': "'none'",
        'form-action': "'self' https://pay.example",
        'frame-ancestors': "'none'",
      });
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('of the API is kept in no cache', async () => {
    expect((await api.get('/api/exam-sessions')).headers.get('cache-control')).toBe('no-store');
    expect((await api.get('/api/me')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('over plain http, on a machine of one’s own', () => {
  it('asks for no https', async () => {
    const { headers } = await plain.get('/healthz');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  it('sets a cookie browsers accept there, and reads it', async () => {
    const { email, password, id } = await plain.mint.passport();
    const captcha = await plain.captcha();
    const response = await plain.post('/api/sessions', { account: email, password, captcha });
    const [session, device] = response.headers.getSetCookie();
    expect(session).toMatch(/^session=[\w-]{22}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(device).toMatch(/^device=[\w.-]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await plain.get('/api/me', { candidate: tokenIn(response) });
    expect(await me.json()).toMatchObject({ passportId: id });
  });
});
