import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { serveMetrics } from '../../../api/http/metrics-server.ts';
import { describe, expect, it } from 'vitest';
import { leaveMessages } from '../../../db/messages/leave-message.ts';
import type { ApiDependencies } from '../../../api/context.ts';
import { PASSWORD } from '../../support/factories.ts';
import { createTestApi } from '../test-api.ts';

let temporalAnswers = true;
const workflows = {
  isReachable: async () => temporalAnswers,
  async countPaused() {
    if (!temporalAnswers) throw new Error('the server is away');
    return { workflows: 3, schedules: 1 };
  },
} as ApiDependencies['workflows'];
const api = await createTestApi({}, { workflows });

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
    const token = /session=([\w.-]+)/.exec(cookie)?.[1];
    for (const secret of [...Object.values(personal), PASSWORD, token]) expect(log).not.toContain(secret);
  });
});

describe('operations', () => {
  it('are told that the process runs and can serve', async () => {
    expect(await (await api.get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await api.get('/readyz')).json()).toEqual({ status: 'ok' });
  });

  it('are told that it cannot serve while the Temporal server does not answer', async () => {
    temporalAnswers = false;
    const response = await api.get('/readyz');
    temporalAnswers = true;
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, expect.any(String)]);
  });

  it('read request durations by route pattern, and the queue of hashings', async () => {
    await api.get('/api/exam-sessions');
    await api.get('/some/address/of/nobody');
    expect((await api.get('/metrics')).status).toBe(404);
    const server = serveMetrics(api.tools.metrics, { hostname: '127.0.0.1', port: 0 }, api.log);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await response.text();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(404);
    server.close();
    server.closeAllConnections();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/exam-sessions",status="200"\} \d+/,
    );
    expect(text).toContain('route="*",status="404"');
    expect(text).not.toContain('nobody');
    expect(text).toMatch(/argon2_queue_length 0/);
  });

  it('of a process whose port is taken are missed in the log, as an error that names the setting', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const told: unknown[][] = [];
    const log = { error: (...given: unknown[]) => told.push(given) } as unknown as typeof api.log;
    const server = serveMetrics(api.tools.metrics, { hostname: '127.0.0.1', port }, log);
    await once(server, 'error').catch(() => {});
    expect(told).toEqual([[expect.objectContaining({ port }), expect.stringContaining('METRICS_PORT')]]);
    taken.close();
  });

  it('read what somebody has paused, while the Temporal server answers', async () => {
    expect(await api.tools.metrics.text()).toMatch(
      /^temporal_paused\{what="workflows"\} 3\ntemporal_paused\{what="schedules"\} 1$/m,
    );
    temporalAnswers = false;
    const text = await api.tools.metrics.text();
    temporalAnswers = true;
    expect(text).not.toMatch(/^temporal_paused\{/m);
    expect(text).toMatch(/^argon2_queue_length/m);
  });

  it('read how far each lane of the relay is behind', async () => {
    const { id: passportId } = await api.mint.passport();
    const dueAt = api.clock.now() - 90_000;
    await leaveMessages(api.db, [
      {
        key: 'late',
        subject: 'late',
        message: { kind: 'mail', template: 'passwordChanged', passportId, parameters: {} },
        dueAt,
      },
    ]);
    const text = await api.tools.metrics.text();
    expect(text).toContain('relay_lag_seconds{lane="mail"} 90');
    for (const lane of ['notices', 'signals', 'rowsAhead', 'text']) {
      expect(text).toContain(`relay_lag_seconds{lane="${lane}"} 0`);
    }
  });
});
