import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();

describe('the access log', () => {
  it('has a line per request: method, route pattern, status, time, request id', async () => {
    const response = await api.get('/api/exam-sessions/current?examSession=2099-9');
    const lines = api.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const line = lines.find(({ requestId }) => requestId === response.headers.get('x-request-id'));
    expect(line).toMatchObject({
      method: 'GET',
      route: '/api/exam-sessions/current',
      status: 404,
      ms: expect.any(Number),
    });
    expect(JSON.stringify(line)).not.toContain('2099-9');
  });

  it('never holds personal data, tokens or passwords', async () => {
    const person = api.mint.person();
    const form = { ...person, password: PASSWORD, passwordAgain: PASSWORD, captcha: await api.captcha() };
    await api.post('/api/passports', form);
    await api.post('/api/passports', { ...form, captcha: await api.captcha() });
    const account = { account: person.email, password: PASSWORD, captcha: await api.captcha() };
    const signedIn = await api.post('/api/sessions', account);
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    await api.get(`/api/me?who=${person.mobile}`);
    await api.get(`/${person.idNumber}/${person.mobile}`);
    const log = api.logLines.join('');
    expect(log).toContain('"route":"/api/passports"');
    const { idType: _, ...personal } = person;
    const token = /session=([\w-]+)/.exec(cookie)?.[1];
    for (const secret of [...Object.values(personal), PASSWORD, token]) expect(log).not.toContain(secret);
  });
});

describe('operations', () => {
  it('are told that the process runs and can serve', async () => {
    expect(await (await api.get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await api.get('/readyz')).json()).toEqual({ status: 'ok' });
  });

  it('read request durations by route pattern, and the queue of hashings', async () => {
    await api.get('/api/exam-sessions');
    await api.get('/some/address/of/nobody');
    const response = await api.get('/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/exam-sessions",status="200"\} \d+/,
    );
    expect(text).toContain('route="*",status="404"');
    expect(text).not.toContain('nobody');
    expect(text).toMatch(/argon2_queue_length 0/);
  });
});
