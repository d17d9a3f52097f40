import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { systemClock } from '../config/clock.ts';
import { createLogger } from '../config/log.ts';
import { type Environment, environmentOrExit } from '../config/environment.ts';
import { connectDatabase } from '../db/connect.ts';
import { createSeasons } from '../db/exam-session/seasons.ts';
import { databaseProblems } from '../db/keys/database-problems.ts';
import { payloadKeyRegistry } from '../db/payload-keys.ts';
import { forgetExpiredAttempts } from '../db/attempts.ts';
import { forgetExpiredCaptchas } from '../db/passport/spend-captcha.ts';
import { vaultOf } from '../db/vault.ts';
import { forgetTexts } from '../db/batches/forget-texts.ts';
import { forgetSentMessages } from '../db/messages/sent-messages.ts';
import { forgetSecurityEvents } from '../db/forget-security-events.ts';
import { forgetExpiredExports } from '../db/staff/exports.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../domain/time.ts';
import { createPaymentGateways } from '../gateways/payment-gateways.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { KeyRing } from '../gateways/temporal/key-ring.ts';
import { createPayloadOpener } from '../gateways/temporal/payload-codec.ts';
import { createApp } from './app.ts';
import { createTools } from './create-tools.ts';
import { serveMetrics } from './http/metrics-server.ts';
import { createSecurityLog } from '../db/security-log.ts';
import type { ApiDependencies } from './context.ts';
import { createWorkflowClient } from './commands/workflow-client.ts';

/** The time that answers under way may take once the process is told to stop. */
const STOP_WITHIN_MS = 10_000;
const IDLE_SWEEP_MS = 100;
/** Old rows of the security log that a process deletes in one round: more than it can have written between two. */
/** What became of messages is kept for an exam session and its results. */
const SENT_MESSAGES_KEPT_MS = 180 * DAY_MS;
const MESSAGES_BATCH = 20_000;
const SECURITY_BATCH = 1_000;
const SECURITY_BATCHES = 50;
const EXPORTS_BATCH = 100;
const CLEANING_EVERY_MS = 5 * MINUTE_MS;

async function main(environment: Environment): Promise<void> {
  const log = createLogger('api', environment.LOG_LEVEL);
  const database = connectDatabase(environment.DATABASE_URL, { poolSize: environment.DATABASE_POOL_SIZE });
  // The connection is made with the first command: clients that only read are served without Temporal.
  const temporal = Connection.lazy(await temporalConnectionOptions(environment));
  const securityLog = createSecurityLog({ db: database.db, clock: systemClock, log });
  const ring = new KeyRing(
    [environment.PAYLOAD_KEY, ...environment.PAYLOAD_KEYS_BEFORE],
    payloadKeyRegistry(database.db, systemClock),
  );
  const deps: ApiDependencies = {
    db: database.db,
    seasons: createSeasons(database.db),
    securityLog,
    vault: vaultOf(environment),
    clock: systemClock,
    log,
    workflows: createWorkflowClient({
      publicUrl: environment.PUBLIC_URL,
      client: new Client({
        connection: temporal,
        namespace: environment.TEMPORAL_NAMESPACE,
        dataConverter: createDataConverter(ring),
      }),
      taskQueue: environment.TEMPORAL_TASK_QUEUE,
      log,
    }),
    openPayloads: createPayloadOpener(ring, environment.TEMPORAL_NAMESPACE),
    gateways: createPaymentGateways(environment, systemClock),
    settings: {
      publicUrl: environment.PUBLIC_URL,
      temporalUiUrl: environment.TEMPORAL_UI_URL,
      webDist: environment.WEB_DIST,
      captchaKey: environment.CAPTCHA_KEY,
      trustedProxyCount: environment.TRUSTED_PROXY_COUNT,
      payPageOrigins: [environment.ALIPAY_GATEWAY_URL, environment.PAYEASE_GATEWAY_URL].map(
        (url) => new URL(url).origin,
      ),
    },
  };

  await deps.seasons
    .warmUp(deps.clock.now())
    .catch((error: unknown) => log.warn({ error }, 'the season is read with the first request'));
  const { LISTEN_HOST: hostname, PORT: port } = environment;
  const tools = createTools(deps);
  const figures = serveMetrics(
    tools.metrics,
    { hostname: environment.METRICS_HOST, port: environment.METRICS_PORT },
    log,
  );
  const server = serve({ fetch: createApp(deps, tools).fetch, hostname, port }, () => {
    log.info({ hostname, port }, 'listening');
    process.send?.('ready');
  }) as Server;
  const cleaning = setInterval(() => {
    forgetExpiredCaptchas(deps.db, deps.clock.now()).catch((error: unknown) =>
      log.warn({ error }, 'expired captchas stay'),
    );
    forgetExpiredAttempts(deps.db, Date.now()).catch((error: unknown) =>
      log.warn({ error }, 'expired counts of tries stay'),
    );
    forgetExpiredExports(deps.db, deps.clock.now(), EXPORTS_BATCH).catch((error: unknown) =>
      log.warn({ error }, 'expired exports stay'),
    );
    forgetOldSecurityEvents(deps.db, deps.clock.now() - environment.SECURITY_LOG_DAYS * DAY_MS).catch(
      (error: unknown) => log.warn({ error }, 'old security events stay'),
    );
    forgetSentMessages(deps.db, {
      than: deps.clock.now() - SENT_MESSAGES_KEPT_MS,
      batch: MESSAGES_BATCH,
    }).catch((error: unknown) => log.warn({ error }, 'what became of old messages stays'));
    forgetTexts(deps.db, {
      than: deps.clock.now() - SENT_MESSAGES_KEPT_MS,
      batch: MESSAGES_BATCH,
    }).catch((error: unknown) => log.warn({ error }, 'texts of old messages stay'));
  }, CLEANING_EVERY_MS);

  let stopping = false;
  async function stop(reason: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    clearInterval(cleaning);
    figures.close();
    figures.closeAllConnections();
    await closeServer(server);
    await securityLog.flush();
    await temporal.close();
    await database.close();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // A disconnect means that the parent process is gone; its successor would start another one.
  process.on('disconnect', () => void stop('disconnect'));
}

/** Deletes what the security log need not hold any longer, a few thousand rows at a time. */
async function forgetOldSecurityEvents(db: ApiDependencies['db'], than: Instant): Promise<void> {
  for (let batches = 0; batches < SECURITY_BATCHES; batches += 1)
    if ((await forgetSecurityEvents(db, { than, batch: SECURITY_BATCH })) < SECURITY_BATCH) return;
}

/** Refuses new connections, lets answers under way finish, and cuts off those that take too long. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Connections whose answer was sent would otherwise stay open for further requests.
  const sweeping = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  await closed;
  clearInterval(sweeping);
  clearTimeout(deadline);
}

await main(await environmentOrExit(databaseProblems));
