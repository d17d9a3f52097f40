import { describe, expect, it } from 'vitest';
import { createTestApi, ORIGIN } from '../test-api.ts';
import { documentedOperations } from './documented-operations.ts';

const api = await createTestApi();

const { document, operations } = await documentedOperations(api);

/** The routes open to anybody. A new route is either guarded or added here on purpose. */
const PUBLIC = [
  'GET /healthz',
  'GET /readyz',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/captcha',
  'POST /api/password-checks',
  'POST /api/passports',
  'GET /api/passports/email-verifications/{token}',
  'POST /api/passports/email-verifications',
  'POST /api/password-resets',
  'GET /api/password-resets/{token}',
  'POST /api/password-resets/{token}',
  'POST /api/account-recoveries',
  'POST /api/sessions',
  'DELETE /api/sessions',
  'POST /api/sign-in-links',
  'GET /api/sign-in-links/{token}',
  'POST /api/sign-in-links/{token}',
  'POST /api/staff/sign-in-links',
  'GET /api/staff/sign-in-links/{token}',
  'POST /api/staff/sign-in-links/{token}',
  'POST /api/staff/sessions',
  'DELETE /api/staff/sessions',
  'GET /api/staff/sessions',
  'POST /api/staff/password-links',
  'GET /api/staff/password-links/{token}',
  'POST /api/staff/password-links/{token}',
  'GET /api/staff/email-verifications/{token}',
  'POST /api/staff/email-verifications/{token}',
  'GET /api/exam-sessions',
  'GET /api/exam-sessions/current',
  'GET /api/notices',
  'GET /api/seats',
  'GET /api/agreements',
  'POST /api/quick-print',
  'GET /api/quick-print/{token}',
  'POST /api/payments/{gateway}/notify',
  'GET /api/payments/{gateway}/return',
  'POST /api/payments/{gateway}/return',
];

describe('the OpenAPI document', () => {
  it('covers every route', () => {
    const registered = api.app.routes
      .filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`);
    expect([...new Set(registered)].toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  });

  it('names our server and the two cookies', () => {
    expect(document.servers).toEqual([{ url: ORIGIN }]);
    expect(document.components.securitySchemes).toEqual({
      candidateSession: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      staffSession: { type: 'apiKey', in: 'cookie', name: '__Host-staff-session' },
    });
  });

  it.each(operations)('says what $name is for', ({ operation }) => {
    const tags = document.tags.map(({ name }) => name);
    expect(tags).toEqual(expect.arrayContaining(operation.tags ?? ['none']));
    expect(operation.summary).toBeTruthy();
  });

  it.each(operations)('says who may use $name', ({ name, guard }) => {
    expect(guard === null).toBe(PUBLIC.includes(name));
  });
});

describe('a guarded route', () => {
  const guarded = operations.filter(({ guard }) => guard !== null);

  it.each(guarded)(
    'refuses strangers and the other kind of people: $name',
    async ({ method, path, guard }) => {
      const address = path.replaceAll(/\{\w+\}/g, '0');
      const { account } = await api.mint.staff();
      const others =
        guard === 'candidateSession'
          ? { staff: await api.mint.staffSignIn(account) }
          : { candidate: await api.mint.signIn((await api.mint.passport()).id) };
      for (const people of [{}, others]) {
        const response = await api.call(method, address, people);
        expect(response.status).toBe(401);
        expect(await response.json()).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
      }
    },
  );
});

it('the docs page shows every route without scripts or other sites', async () => {
  const response = await api.get('/api/docs');
  const page = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  for (const { path } of operations) expect(page).toContain(`<code>${path}</code>`);
  expect(page).not.toMatch(/<script|src=|https?:\/\/(?!cet\.example)/);
});
