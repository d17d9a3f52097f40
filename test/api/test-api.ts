import { createChallenge, solveChallenge } from 'altcha-lib/v1';
import type { PayloadCodec } from '@temporalio/common';
import { afterAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { ApiDependencies, ApiSettings } from '../../api/context.ts';
import type { WorkflowClientPort } from '../../api/commands/workflow-client.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createVault } from '../../db/vault.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { PaymentGateway } from '../../gateways/payment-gateway.ts';
import { createFactories } from '../support/factories.ts';
import { logOfTest } from '../support/log-of-test.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';

export const ORIGIN = 'https://cet.example';
const KEYS = { dataKey: 'd1'.repeat(32), indexKey: 'e2'.repeat(32), captchaKey: 'f3'.repeat(32) };

export type TestApi = Awaited<ReturnType<typeof createTestApi>>;

export interface CallOptions {
  body?: unknown;
  /** A body sent as it is, instead of as JSON. */
  rawBody?: string;
  headers?: Record<string, string>;
  /** The tokens of sign-ins. */
  candidate?: string | undefined;
  staff?: string | undefined;
  /** The address the connection seems to come from. */
  peer?: string;
}

/** Parties that the API asks besides the database; tests that do not expect that leave them out. */
type ApiPorts = Pick<ApiDependencies, 'workflows' | 'payloadCodec' | 'gateways'>;

/** Creates the app in process on a database of its own, with a clock that is moved by hand. */
export async function createTestApi(settings: Partial<ApiSettings> = {}, ports: Partial<ApiPorts> = {}) {
  const { url } = await createTestDatabase();
  const database = connectDatabase(url, { poolSize: 4 });
  afterAll(() => database.close());
  const clock = createTestClock();
  const vault = createVault(KEYS);
  const logLines: string[] = [];
  const deps: ApiDependencies = {
    db: database.db,
    vault,
    clock,
    log: logOfTest({ level: 'debug', tee: (line) => logLines.push(line) }),
    workflows: unused<WorkflowClientPort>('workflows'),
    payloadCodec: unused<PayloadCodec>('payloadCodec'),
    gateways: { alipay: unused<PaymentGateway>('alipay'), payease: unused<PaymentGateway>('payease') },
    ...ports,
    settings: {
      publicUrl: ORIGIN,
      temporalUiUrl: 'http://127.0.0.1:8233',
      webDist: '',
      captchaKey: KEYS.captchaKey,
      trustedProxyCount: 0,
      payPageOrigins: ['https://pay.example'],
      ...settings,
    },
  };
  const app = createApp(deps);
  const secure = deps.settings.publicUrl.startsWith('https:');

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Response> {
    const cookies = [
      options.candidate && `${secure ? '__Host-' : ''}session=${options.candidate}`,
      options.staff && `${secure ? '__Host-' : ''}staff-session=${options.staff}`,
    ].filter(Boolean);
    const body = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    return app.request(
      path,
      {
        method,
        headers: {
          ...(method === 'GET' ? {} : { Origin: new URL(deps.settings.publicUrl).origin }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(cookies.length > 0 ? { Cookie: cookies.join('; ') } : {}),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body }),
      },
      { incoming: { socket: { remoteAddress: options.peer ?? '192.0.2.1' } } },
    );
  }

  /** Fetches a challenge and does its work, as the widget does. */
  async function solvedCaptcha(): Promise<string> {
    const challenge = await (await call('GET', '/api/captcha')).json();
    const { salt, algorithm, maxnumber } = challenge;
    const solution = await solveChallenge(challenge.challenge, salt, algorithm, maxnumber).promise;
    return encoded({ ...challenge, number: solution?.number });
  }

  /** Makes a solution that costs nothing, for tests of something else. */
  async function captcha(): Promise<string> {
    const expires = new Date(clock.now().getTime() + MINUTE_MS);
    const challenge = await createChallenge({ hmacKey: deps.settings.captchaKey, number: 1, expires });
    return encoded({ ...challenge, number: 1 });
  }

  return {
    app,
    ...deps,
    clock,
    logLines,
    mint: createFactories({ db: deps.db, vault, clock }),
    get: (path: string, options?: CallOptions) => call('GET', path, options),
    post: (path: string, body: unknown, options?: CallOptions) => call('POST', path, { ...options, body }),
    call,
    captcha,
    solvedCaptcha,
  };
}

/** The token an answer's cookie carries, or undefined when it sets none. */
export function tokenIn(response: Response): string | undefined {
  return /^(?:__Host-)?(?:staff-)?session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
}

/** Reads status and code of a refusal, to be compared in one go. */
export async function refusal(response: Response): Promise<{ status: number; code: string }> {
  const { code } = (await response.json()) as { code: string };
  return { status: response.status, code };
}

function encoded(payload: unknown): string {
  return Buffer.from(JSON.stringify(payload)).toString('base64');
}

function unused<Port extends object>(name: string): Port {
  return new Proxy({} as Port, {
    get: (_, method) => {
      throw new Error(`${name}.${String(method)} is not expected to be used`);
    },
  });
}
