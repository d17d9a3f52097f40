import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createApp } from '../api/app.ts';
import { createWorkflowClient } from '../api/commands/workflow-client.ts';
import { systemClock } from '../config/clock.ts';
import { connectDatabase } from '../db/connect.ts';
import { createVault } from '../db/vault.ts';
import { createAlipayGateway } from '../gateways/alipay/alipay-gateway.ts';
import { generateAlipayKeys } from '../gateways/alipay/alipay-keys.ts';
import { createAlipaySandbox } from '../gateways/sandbox/alipay/alipay-sandbox.ts';
import { createPayeaseGateway } from '../gateways/payease/payease-gateway.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { createPayloadCodec } from '../gateways/temporal/payload-codec.ts';
import { freePort } from '../stack/processes/ports.ts';
import type { StopList } from '../stack/processes/stop-list.ts';
import { createWorker } from '../worker/create-worker.ts';
import { Relay } from '../worker/relay/relay.ts';
import type { BenchStack } from './stack.ts';

const MERCHANT = { appId: '2026000000000001', sellerId: '2088000000000001' };
const TASK_QUEUE = 'bench';
const POOL_SIZE = 20;

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Starts API, worker, relay and sandbox gateway in this process, on a real port, over the bench's servers. */
export async function startPlatform(stack: BenchStack, stops: StopList) {
  const clock = systemClock;
  const log = pino({ level: process.env.LOG_LEVEL ?? 'error', name: 'bench' }, pino.destination(2));
  Runtime.install({
    logger: new DefaultLogger('ERROR', ({ message, meta }) => log.error({ meta }, message)),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    shutdownSignals: [],
  });
  const key = () => randomBytes(32).toString('hex');
  const payloadKey = key();
  const vault = createVault({ dataKey: key(), indexKey: key() });

  const database = connectDatabase(stack.databaseUrl, { poolSize: POOL_SIZE });
  stops.add('database connections', database.close);
  const connection = await Connection.connect({ address: stack.temporalAddress });
  stops.add('Temporal connection', () => connection.close());
  const nativeConnection = await NativeConnection.connect({ address: stack.temporalAddress });
  stops.add('worker connection', () => nativeConnection.close());

  const keys = await generateAlipayKeys();
  const sandbox = await createAlipaySandbox({ ...MERCHANT, keys, clock });
  const { gatewayUrl } = await sandbox.listen(0);
  stops.add('sandbox', () => sandbox.close());
  const gateways = {
    alipay: createAlipayGateway({ ...MERCHANT, ...keys, gatewayUrl, clock }),
    // PayEase only has to exist: nobody pays there.
    payease: createPayeaseGateway({
      merchantId: '2026',
      key: key(),
      publicKey: keys.alipayPublicKey,
      refundOperator: 'bench',
      gatewayUrl,
      apiUrl: gatewayUrl,
      clock,
    }),
  };

  const { namespace } = stack;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(payloadKey) });
  const worker = await createWorker({
    connection: nativeConnection,
    namespace,
    taskQueue: TASK_QUEUE,
    payloadKey,
    dependencies: { db: database.db, clock, log, gateways },
  });
  const working = worker.run();
  stops.add('worker', async () => {
    worker.shutdown();
    await working;
  });

  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const relay = new Relay({
    db: database.db,
    vault,
    clock,
    log,
    mailer: { async send() {}, close() {} },
    client,
    taskQueue: TASK_QUEUE,
    sms: { async send() {} },
    publicUrl,
  });
  relay.start();
  stops.add('relay', () => relay.stop());

  const app = createApp({
    db: database.db,
    vault,
    clock,
    log,
    workflows: createWorkflowClient({ client, taskQueue: TASK_QUEUE, log }),
    payloadCodec: createPayloadCodec([payloadKey]),
    gateways,
    settings: {
      publicUrl,
      temporalUiUrl: publicUrl,
      webDist: '',
      captchaKey: key(),
      trustedProxyCount: 0,
      payPageOrigins: [new URL(gatewayUrl).origin],
    },
  });
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }) as Server;
  stops.add('API', () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()));

  return {
    db: database.db,
    vault,
    clock,
    client,
    connection,
    nativeConnection,
    namespace,
    publicUrl,
    sandbox: sandbox.control,
  };
}
