import { createChallenge, solveChallenge } from 'altcha-lib/v1';
import { afterAll } from 'vitest';
import { createApp } from '../../api/app.ts';
import { createTools } from '../../api/create-tools.ts';
import type { ApiDependencies, ApiSettings } from '../../api/context.ts';
import type { WorkflowClientPort } from '../../api/commands/workflow-client.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createSeasons } from '../../db/exam-session/seasons.ts';
import { createVault } from '../../db/vault.ts';
import type { PayloadOpener } from '../../gateways/temporal/payload-codec.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import type { PaymentGateway } from '../../gateways/payment-gateway.ts';
import { actingForHolder } from '../support/acting-for.ts';
import { createSecurityLog } from '../../db/security-log.ts';
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
  rawBody?: string | Uint8Array | ReadableStream;
  headers?: Record<string, string>;
  /** The tokens of sign-ins. */
  candidate?: string | undefined;
  staff?: string | undefined;
  /** The cookie by which the browser is known, as `deviceIn` reads it. */
  device?: string | undefined;
  /** The page that the call comes from: one that shows whoever is signed in, unless it says nothing of that. */
  page?: 'none';
  /** The address the connection seems to come from. */
  peer?: string;
}

/** Parties that the API asks besides the database; tests that do not expect that leave them out. */
type ApiPorts = Pick<ApiDependencies, 'workflows' | 'openPayloads' | 'gateways'>;

/** Creates the app in process on a database of its own, with a clock that is moved by hand. */
export async function createTestApi(settings: Partial<ApiSettings> = {}, ports: Partial<ApiPorts> = {}) {
  const { url, ownerUrl } = await createTestDatabase();
  const database = connectDatabase(url, { poolSize: 4 });
  const clock = createTestClock();
  const vault = createVault(KEYS);
  const logLines: string[] = [];
  const log = logOfTest({ level: 'debug', tee: (line) => logLines.push(line) });
  const securityLog = createSecurityLog({ db: database.db, clock, log });
  afterAll(async () => {
    await securityLog.flush();
    await database.close();
  });
  const deps: ApiDependencies = {
    db: database.db,
    seasons: createSeasons(database.db),
    securityLog,
    vault,
    clock,
    log,
    workflows: unused<WorkflowClientPort>('workflows'),
    openPayloads: unused<PayloadOpener>('openPayloads'),
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
  const tools = createTools(deps);
  const app = createApp(deps, tools);
  const secure = deps.settings.publicUrl.startsWith('https:');

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Response> {
    const cookies = [
      options.candidate && `${secure ? '__Host-' : ''}session=${options.candidate}`,
      options.staff && `${secure ? '__Host-' : ''}staff-session=${options.staff}`,
      options.device,
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
          ...(options.page === 'none' ? {} : await actingForHolder(deps, path, options)),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body }),
        ...(body instanceof ReadableStream && { duplex: 'half' }),
      } as RequestInit,
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
    const expires = clock.now() + MINUTE_MS;
    const challenge = await createChallenge({
      hmacKey: deps.settings.captchaKey,
      number: 1,
      expires: new Date(expires),
    });
    return encoded({ ...challenge, number: 1 });
  }

  return {
    app,
    databaseUrl: url,
    ownerUrl,
    keys: KEYS,
    tools,
    ...deps,
    clock,
    logLines,
    mint: createFactories({ db: deps.db, ownerUrl, vault, clock }),
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

/** The cookie by which the browser is known from now on. */
export function deviceIn(response: Response): string {
  const cookie = response.headers.getSetCookie().find((set) => /^(__Host-)?(staff-)?device=/.test(set));
  return cookie!.split(';')[0]!;
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
