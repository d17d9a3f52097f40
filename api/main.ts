import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { systemClock } from '../config/clock.ts';
import { type Environment, environmentOrExit } from '../config/environment.ts';
import { connectDatabase } from '../db/connect.ts';
import { forgetExpiredCaptchas } from '../db/passport/spend-captcha.ts';
import { createVault } from '../db/vault.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { createPaymentGateways } from '../gateways/payment-gateways.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { createPayloadCodec } from '../gateways/temporal/payload-codec.ts';
import { createApp } from './app.ts';
import type { ApiDependencies } from './context.ts';
import { createLogger, loggableError } from './http/log.ts';
import { createWorkflowClient } from './commands/workflow-client.ts';

/** The time that answers under way may take once the process is told to stop. */
const STOP_WITHIN_MS = 10_000;
const IDLE_SWEEP_MS = 100;
const CAPTCHA_CLEANING_EVERY_MS = 5 * MINUTE_MS;

async function main(environment: Environment): Promise<void> {
  const log = createLogger(environment.LOG_LEVEL);
  const database = connectDatabase(environment.DATABASE_URL, { poolSize: environment.DATABASE_POOL_SIZE });
  // The connection is made with the first command: clients that only read are served without Temporal.
  const temporal = Connection.lazy(await temporalConnectionOptions(environment));
  const deps: ApiDependencies = {
    db: database.db,
    vault: createVault({ dataKey: environment.DATA_KEY, indexKey: environment.INDEX_KEY }),
    clock: systemClock,
    log,
    workflows: createWorkflowClient({
      client: new Client({
        connection: temporal,
        namespace: environment.TEMPORAL_NAMESPACE,
        dataConverter: createDataConverter(environment.PAYLOAD_KEY),
      }),
      taskQueue: environment.TEMPORAL_TASK_QUEUE,
      log,
    }),
    payloadCodec: createPayloadCodec([environment.PAYLOAD_KEY]),
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

  const { LISTEN_HOST: hostname, PORT: port } = environment;
  const server = serve({ fetch: createApp(deps).fetch, hostname, port }, () => {
    log.info({ hostname, port }, 'listening');
    process.send?.('ready');
  }) as Server;
  const cleaning = setInterval(() => {
    forgetExpiredCaptchas(deps.db, deps.clock.now()).catch((error: unknown) =>
      log.warn({ error: loggableError(error) }, 'expired captchas stay'),
    );
  }, CAPTCHA_CLEANING_EVERY_MS);

  let stopping = false;
  async function stop(reason: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    clearInterval(cleaning);
    await closeServer(server);
    await temporal.close();
    await database.close();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // A disconnect means that the parent process is gone; its successor would start another one.
  process.on('disconnect', () => void stop('disconnect'));
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

await main(environmentOrExit());
