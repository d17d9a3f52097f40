import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import { makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { createWorkflowClient } from '../../api/commands/workflow-client.ts';
import { createSecurityLog } from '../../db/security-log.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createSeasons } from '../../db/exam-session/seasons.ts';
import { payloadKeyRegistry } from '../../db/payload-keys.ts';
import { createAlipayGateway } from '../../gateways/alipay/alipay-gateway.ts';
import { generateAlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import { createPayeaseGateway } from '../../gateways/payease/payease-gateway.ts';
import { createAlipaySandbox } from '../../gateways/sandbox/alipay/alipay-sandbox.ts';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../gateways/temporal/key-ring.ts';
import { createPayloadOpener } from '../../gateways/temporal/payload-codec.ts';
import type { StopList } from '../../stack/processes/stop-list.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { Relay } from '../../worker/relay/relay.ts';
import { temporalLogger } from '../../worker/temporal-logger.ts';
import { createOwnDatabase } from '../databases.ts';
import type { Servers } from '../stack.ts';

const MERCHANT = { appId: '2026000000000001', sellerId: '2088000000000001' };
const TASK_QUEUE = 'bench-statements';
const POOL_SIZE = 10;

/**
 * Starts the platform once more, in this process and over a database of its own, where every statement is heard at the
 * driver, and notices and messages go on when they are told to.
 */
export async function startCountedPlatform(servers: Servers, stops: StopList) {
  const log = pino({ level: 'silent' });
  Runtime.install({
    logger: temporalLogger(log, 'ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    shutdownSignals: [],
  });
  const own = await createOwnDatabase(servers, 'bench_statements');
  stops.add('database connections', own.close);
  const { vault, clock } = own;
  const sent: string[] = [];
  const database = connectDatabase(own.databaseUrl, {
    poolSize: POOL_SIZE,
    onStatement: (text) => sent.push(text),
  });
  stops.add('counted connections', database.close);
  const key = () => randomBytes(32).toString('hex');
  const ring = new KeyRing([key()], payloadKeyRegistry(database.db, clock));
  const { temporalAddress: address, namespace } = servers;
  const connection = await Connection.connect({ address });
  stops.add('Temporal connection', () => connection.close());
  const nativeConnection = await NativeConnection.connect({ address });
  stops.add('worker connection', () => nativeConnection.close());
  const client = new Client({ connection, namespace, dataConverter: createDataConverter(ring) });

  const keys = await generateAlipayKeys();
  const sandbox = await createAlipaySandbox({
    ...MERCHANT,
    keys,
    clock,
    scheduler: { at: () => ({ cancel() {} }) },
  });
  const { gatewayUrl, url: sandboxUrl } = await sandbox.listen(0);
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

  const securityLog = createSecurityLog({ db: database.db, clock, log });
  const worker = await createWorker({
    connection: nativeConnection,
    namespace,
    taskQueue: TASK_QUEUE,
    ring,
    dependencies: { db: database.db, seasons: createSeasons(database.db), vault, clock, log, gateways },
    securityLog,
  });
  const working = worker.run();
  stops.add('worker', async () => {
    worker.shutdown();
    await working;
  });

  // The address is part of what the app is made from: the server listens first.
  let app: ReturnType<typeof createApp>;
  const server = serve({
    fetch: (request, bindings) => app.fetch(request, bindings),
    port: 0,
    hostname: '127.0.0.1',
  }) as Server;
  await once(server, 'listening');
  stops.add('API', () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = createApp({
    db: database.db,
    seasons: createSeasons(database.db),
    securityLog,
    vault,
    clock,
    log,
    workflows: createWorkflowClient({ client, taskQueue: TASK_QUEUE, log, publicUrl }),
    openPayloads: createPayloadOpener(ring, namespace),
    gateways,
    settings: {
      publicUrl,
      temporalUiUrl: publicUrl,
      webDist: '',
      captchaKey: key(),
      trustedProxyCount: 0,
      payPageOrigins: [sandboxUrl],
    },
  });
  const relay = new Relay({
    db: database.db,
    listen: database.listen,
    vault,
    clock,
    log,
    mailer: { async send() {}, close() {} },
    sms: { async send() {} },
    gateways,
    client,
    taskQueue: TASK_QUEUE,
    publicUrl,
  });

  return {
    /** The database without anybody counting. */
    own,
    addresses: { publicUrl, sandboxUrl },
    sent,
    sendNotice: () => sandbox.control.fastForward(),
    drain: () => relay.drain(),
  };
}
