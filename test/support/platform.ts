import './quiet-runtime.ts';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, inject } from 'vitest';
import { createApp } from '../../api/app.ts';
import type { ApiDependencies } from '../../api/context.ts';
import { createTools } from '../../api/create-tools.ts';
import { createSecurityLog } from '../../db/security-log.ts';
import { createCaptcha } from '../../api/passport/captcha.ts';
import { createWorkflowClient } from '../../api/commands/workflow-client.ts';
import type { Clock } from '../../config/clock.ts';
import { connectDatabase } from '../../db/connect.ts';
import { createSeasons } from '../../db/exam-session/seasons.ts';
import { payloadKeyRegistry } from '../../db/payload-keys.ts';
import { createVault } from '../../db/vault.ts';
import { createAlipayGateway } from '../../gateways/alipay/alipay-gateway.ts';
import type { Mailer } from '../../gateways/mailer.ts';
import type { SmsSender } from '../../gateways/sms.ts';
import { type AlipayKeys, generateAlipayKeys } from '../../gateways/alipay/alipay-keys.ts';
import { createPayeaseGateway } from '../../gateways/payease/payease-gateway.ts';
import { createPayeaseSandbox } from '../../gateways/sandbox/payease/payease-sandbox.ts';
import { createAlipaySandbox } from '../../gateways/sandbox/alipay/alipay-sandbox.ts';
import type { Scheduler } from '../../gateways/sandbox/shared/scheduler.ts';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../gateways/temporal/key-ring.ts';
import { createPayloadOpener } from '../../gateways/temporal/payload-codec.ts';
import type { RunLimits } from '../../workflows/entity/messages.ts';
import { createBatchWorker, createWorker } from '../../worker/create-worker.ts';
import { Relay } from '../../worker/relay/relay.ts';
import { endableRetries } from './endable-retries.ts';
import { createFactories } from './factories.ts';
import { logOfTest } from './log-of-test.ts';
import { createTestDatabase } from './test-database.ts';

/** Keys of test installations; personal data in tests is made up. */
export const TEST_KEYS = {
  dataKey: 'a1'.repeat(32),
  indexKey: 'b2'.repeat(32),
  payloadKey: 'c3'.repeat(32),
  captchaKey: 'd4'.repeat(32),
};
const MERCHANT = { appId: '2021000000000001', sellerId: '2088000000000001' };

export interface PlatformOptions {
  clock: Clock;
  /** A server on which time is skipped; otherwise the run's own Temporal server. */
  skipping?: TestWorkflowEnvironment;
  /** Sends the sandbox's repeated notices; nothing is repeated without it. */
  scheduler?: Scheduler;
  mailer?: Mailer;
  webDist?: string;
  /** The length of a registration's run; the product's own when left out. */
  limits?: RunLimits;
  /** See `WorkerOptions`. */
  maxCachedWorkflows?: number;
  /** Has a worker of batches as well. */
  batches?: boolean;
  /** Hears of every statement sent to the database. */
  onStatement?: (text: string) => void;
}

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Keeps mails for the test to read. */
function recordingMailer() {
  const sent: Parameters<Mailer['send']>[0][] = [];
  return {
    sent,
    async send(mail: Parameters<Mailer['send']>[0]) {
      sent.push(mail);
    },
    close() {},
  };
}

/** Keeps texts for the test to read. */
function recordingSms() {
  const sent: Parameters<SmsSender['send']>[0][] = [];
  return {
    sent,
    async send(text: Parameters<SmsSender['send']>[0]) {
      sent.push(text);
    },
  };
}

let generated: Promise<AlipayKeys> | undefined;

/** The gateways' keys, generated once per process: a tenth of a second of work. */
function keyPairs(): Promise<AlipayKeys> {
  generated ??= generateAlipayKeys();
  return generated;
}

const silentScheduler: Scheduler = { at: () => ({ cancel() {} }) };

/**
 * The whole platform in this process over a database of its own: API on a real port, worker, relay, and the sandbox
 * gateway. The relay delivers when the test says `relay.drain()`, or by itself after `relay.start()`.
 */
export async function startPlatform(options: PlatformOptions) {
  const { clock, skipping } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const { url: databaseUrl, ownerUrl } = await createTestDatabase();
  const database = connectDatabase(databaseUrl, {
    poolSize: 10,
    ...(options.onStatement && { onStatement: options.onStatement }),
  });
  stops.push(() => database.close());
  const vault = createVault(TEST_KEYS);
  const log = logOfTest();

  // The address is part of what the app is made from: the server listens first.
  let app: ReturnType<typeof createApp>;
  const server = serve({
    fetch: (request, bindings) => app.fetch(request, bindings),
    port: 0,
    hostname: '127.0.0.1',
  }) as Server;
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = await keyPairs();
  const sandbox = await createAlipaySandbox({
    ...MERCHANT,
    keys,
    clock,
    scheduler: options.scheduler ?? silentScheduler,
  });
  const { gatewayUrl } = await sandbox.listen(0);
  stops.push(() => sandbox.close());
  const alipay = createAlipayGateway({ ...MERCHANT, ...keys, gatewayUrl, clock });

  const payeaseMerchant = { merchantId: '2026', key: 'test key of the merchant', refundOperator: 'tests' };
  const payeaseSandbox = await createPayeaseSandbox({
    ...payeaseMerchant,
    privateKey: keys.alipayPrivateKey,
    notifyUrl: `${publicUrl}/api/payments/payease/notify`,
    clock,
    scheduler: options.scheduler ?? silentScheduler,
  });
  const payeaseAddress = await payeaseSandbox.listen(0);
  stops.push(() => payeaseSandbox.close());
  const payease = createPayeaseGateway({
    ...payeaseMerchant,
    ...payeaseAddress,
    publicKey: keys.alipayPublicKey,
    clock,
  });
  const gateways = { alipay, payease };

  const namespace = skipping?.namespace ?? (skipping ? 'default' : inject('temporalNamespace'));
  const address = skipping ? undefined : inject('temporalAddress');
  const retries = endableRetries();
  const connection =
    skipping?.connection ??
    (await Connection.connect({ address: address as string, interceptors: retries.interceptors }));
  const nativeConnection =
    skipping?.nativeConnection ?? (await NativeConnection.connect({ address: address as string }));
  if (!skipping)
    stops.push(
      () => retries.end(),
      () => connection.close(),
      () => nativeConnection.close(),
    );
  const taskQueue = `test-${randomUUID()}`;
  const ring = new KeyRing([TEST_KEYS.payloadKey], payloadKeyRegistry(database.db, clock));
  const client = new Client({
    connection,
    namespace,
    dataConverter: createDataConverter(ring),
  });

  const seasons = createSeasons(database.db);
  const dependencies = { db: database.db, seasons, vault, clock, log, gateways };
  const securityLog = createSecurityLog({ db: database.db, clock, log });
  const startWorker = async (workerRing = ring) => {
    const workerOptions = {
      connection: nativeConnection,
      namespace,
      taskQueue,
      ring: workerRing,
      dependencies,
      securityLog,
      ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
    };
    const worker = await createWorker(workerOptions);
    const workers = [worker, ...(options.batches ? [await createBatchWorker(workerOptions)] : [])];
    const running = Promise.all(workers.map((each) => each.run()));
    return {
      /** Tells whether it runs and has no work in hand. */
      isIdle() {
        const status = worker.getStatus();
        return (
          status.runState === 'RUNNING' &&
          status.numInFlightWorkflowActivations + status.numInFlightActivities === 0
        );
      },
      async stop() {
        for (const each of workers) if (each.getState() === 'RUNNING') each.shutdown();
        await running;
      },
    };
  };
  let worker = await startWorker();

  const mails = recordingMailer();
  const texts = recordingSms();
  const relay = new Relay({
    db: database.db,
    listen: database.listen,
    vault,
    clock,
    log,
    mailer: options.mailer ?? mails,
    sms: texts,
    gateways,
    client,
    taskQueue,
    publicUrl,
  });
  const deps: ApiDependencies = {
    db: database.db,
    seasons,
    securityLog,
    vault,
    clock,
    log,
    workflows: createWorkflowClient({
      publicUrl,
      client,
      taskQueue,
      log,
      ...(options.limits && { limits: options.limits }),
    }),
    openPayloads: createPayloadOpener(ring, namespace),
    gateways,
    settings: {
      publicUrl,
      temporalUiUrl: 'http://127.0.0.1:8233',
      webDist: options.webDist ?? '',
      captchaKey: TEST_KEYS.captchaKey,
      trustedProxyCount: 0,
      payPageOrigins: [new URL(gatewayUrl).origin],
    },
  };
  // Half a second of a browser's work, wherever a form has a captcha.
  const captcha = createCaptcha({ ...deps, captchaKey: TEST_KEYS.captchaKey, maxNumber: 100 });
  app = createApp(deps, { ...createTools(deps), captcha });
  stops.unshift(
    () => relay.stop(),
    () => worker.stop(),
    () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
    () => securityLog.flush(),
  );
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  /** Lets the relay deliver everything that is due. */
  async function deliverMessages(): Promise<void> {
    while ((await relay.drain()) > 0);
  }

  return {
    ...deps,
    app,
    publicUrl,
    databaseUrl,
    client,
    ring,
    taskQueue,
    relay,
    mails: mails.sent,
    texts: texts.sent,
    sandbox: sandbox.control,
    payease: payeaseSandbox.control,
    sandboxUrl: new URL(gatewayUrl).origin,
    ownerUrl,
    mint: createFactories({ db: database.db, ownerUrl, vault, clock }),
    deliverMessages,
    /** Sends the gateways' waiting notices now, and lets the relay tell the workflows. */
    async deliverNotices() {
      await sandbox.control.fastForward();
      await payeaseSandbox.control.fastForward();
      await deliverMessages();
    },
    /** Ends the worker and starts a new one: workflows lose what they keep in memory. */
    async restartWorker() {
      await worker.stop();
      worker = await startWorker();
    },
    workerIsIdle: () => worker.isIdle(),
    async stopWorker() {
      await worker.stop();
    },
    /** Starts a worker again, with other keys if given. */
    async resumeWorker(given?: KeyRing) {
      worker = await startWorker(given);
    },
  };
}
