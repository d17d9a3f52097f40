import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../../api/http/errors.ts';
import { createTestApi, refusal } from '../test-api.ts';

const api = await createTestApi();

describe('refusals', () => {
  it('are problem details in both languages, Chinese unless English is asked for', async () => {
    const read = async (language?: string) => {
      const headers: Record<string, string> = language ? { 'Accept-Language': language } : {};
      const response = await api.get('/api/nothing-here', { headers });
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('content-language')).toBe(language?.startsWith('en') ? 'en' : 'zh');
      return (await response.json()) as Record<string, unknown>;
    };
    const { zh, en } = ERRORS.NOT_FOUND;
    expect(await read()).toEqual({
      type: '/problems/NOT_FOUND',
      title: 'NOT_FOUND',
      status: 404,
      code: 'NOT_FOUND',
      detail: zh,
      messages: { zh, en },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect((await read('en-GB,en;q=0.9,zh;q=0.8')).detail).toBe(en);
  });

  it('carry a request id of ours, never one sent along', async () => {
    const response = await api.get('/api/nothing-here', { headers: { 'X-Request-Id': 'mine' } });
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({ requestId: id });
  });

  it.each([
    ['GET', '/api/passports', 'POST'],
    ['PUT', '/api/sessions', 'POST, DELETE'],
    ['DELETE', '/healthz', 'GET, HEAD'],
  ])('say which methods an address has: %s %s', async (method, path, allow) => {
    const response = await api.call(method, path);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await refusal(response)).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });

  it.each([
    ['no JSON', { rawBody: '{"account":' }, { path: 'body', code: 'malformed' }],
    ['no body', {}, { path: 'body', code: 'malformed' }],
    [
      'another type',
      { rawBody: 'account=x', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      { path: 'body', code: 'unsupported_media_type' },
    ],
    ['no object', { rawBody: '[]' }, { path: 'body', code: 'invalid_type' }],
  ])('name a body that is %s', async (_, options, field) => {
    const response = await api.call('POST', '/api/sessions', {
      headers: { 'Content-Type': 'application/json' },
      ...options,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', fields: [field] });
  });

  it('name every wrong field, never its value', async () => {
    const response = await api.post('/api/sessions', { account: '', provinceCode: 'secret', captcha: 7 });
    const body = await response.json();
    expect(body).toMatchObject({
      fields: [
        { path: 'body.provinceCode', code: 'invalid_format' },
        { path: 'body.account', code: 'too_small' },
        { path: 'body.password', code: 'invalid_type' },
        { path: 'body.captcha', code: 'invalid_type' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('say of a bound what it is', async () => {
    const response = await api.post('/api/sessions', { account: '', provinceCode: '99', password: 'x' });
    const { fields } = (await response.json()) as { fields: object[] };
    expect(fields).toContainEqual({
      path: 'body.account',
      code: 'too_small',
      minimum: 1,
      counted: 'characters',
    });
  });

  it('name a wrong query', async () => {
    const response = await api.get('/api/exam-sessions/current?examSession=A%20B');
    expect(await response.json()).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'query.examSession', code: 'invalid_format' }],
      messages: { zh: '“考次”填写有误：须为年份和上、下半年，如 2026-2。' },
    });
  });

  it.each([
    ['people?inside=9', '“单位代码”填写有误：须为 2 位省代码、5 位学校代码或 6 位校区代码。'],
    ['exam-sessions/2026-2/offerings?inside=abc', '“单位代码”填写有误：须为 2 位省代码'],
    ['exam-sessions/2026-2/windows/abc', '“范围”填写有误：须为 *（全国）'],
    ['people?examSession=A%20B', '“考次”填写有误'],
  ])('say what a typed code is by what people see: %s', async (path, told) => {
    const { account } = await api.mint.staff({ role: 'centreAdmin', scope: '*' });
    const staff = await api.mint.staffSignIn(account);
    const { messages } = (await (await api.get(`/api/staff/${path}`, { staff })).json()) as {
      messages: { zh: string; en: string };
    };
    expect(messages.zh).toContain(told);
    expect(messages.en).toMatch(/^Check the /);
  });

  it('say which parameter of an address is wrong and what it may be, never what it was', async () => {
    const { account } = await api.mint.staff();
    const staff = await api.mint.staffSignIn(account);
    const response = await api.get('/api/staff/batches?stage=secret&limit=0&order=up', { staff });
    const body = (await response.json()) as { messages: { zh: string; en: string } };
    expect(body).toMatchObject({
      code: 'INVALID_INPUT',
      fields: expect.arrayContaining([
        { path: 'query.stage', code: 'invalid_value', values: ['open', 'over'] },
        { path: 'query.limit', code: 'too_small', minimum: 1 },
        { path: 'query.order', code: 'invalid_value', values: ['asc', 'desc'] },
      ]),
    });
    expect(body.messages.zh).toContain('网址中“进度”的值有误。');
    expect(body.messages.en).toContain(
      'The address has a wrong value of "Rows of a page". It is at least 1.',
    );
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it.each([
    ['named', 'x'.repeat(70_000)],
    ['streamed', new Blob(['x'.repeat(70_000)]).stream()],
  ])('stop a body that is too large, its size %s', async (_, body) => {
    const response = await api.app.request('/api/sessions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await refusal(response)).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });
});

describe('failures', () => {
  const broken = async (error: Error) => {
    const failing = await createFailing(error);
    const response = await failing.app.request('/api/exam-sessions?who=secret-query');
    return { response, log: failing.logLines.join('') };
  };

  it('say a request id and nothing else, and log where without what', async () => {
    const error = new Error('Failed query: params: secret-parameter');
    const { response, log } = await broken(error);
    const body = (await response.json()) as { requestId: string };
    expect(response.status).toBe(500);
    expect(body).toEqual({
      type: '/problems/INTERNAL',
      title: 'INTERNAL',
      status: 500,
      code: 'INTERNAL',
      detail: ERRORS.INTERNAL.zh,
      messages: { zh: ERRORS.INTERNAL.zh, en: ERRORS.INTERNAL.en },
      requestId: response.headers.get('x-request-id'),
    });
    expect(log).toContain(body.requestId);
    expect(log).toContain('problems.test.ts');
    expect(log).not.toContain('secret');
  });

  it('ask to try again while the database is away', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { response } = await broken(new Error('Failed query', { cause }));
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(response)).toEqual({ status: 503, code: 'UNAVAILABLE' });
  });
});

/** Creates the same app, but every reading query fails. */
async function createFailing(error: Error) {
  const { createApp } = await import('../../../api/app.ts');
  const db = new Proxy(api.db, {
    get(target, property, receiver) {
      // Reads that are built once take no more than the connection from here.
      if (property === '_') throw error;
      if (property !== 'select') return Reflect.get(target, property, receiver);
      return () => {
        throw error;
      };
    },
  });
  return { app: createApp({ ...api, db, seasons: createSeasons(db) }), logLines: api.logLines };
}
