import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { systemClock } from '../config/clock.ts';
import { environmentOrExit } from '../config/environment.ts';
import { connectDatabase } from '../db/connect.ts';
import { createVault } from '../db/vault.ts';
import { createSmtpMailer } from '../gateways/mail/smtp-mailer.ts';
import { createPaymentGateways, GATEWAY_NAMES } from '../gateways/payment-gateways.ts';
import { createHttpSmsSender } from '../gateways/sms/http-sms-sender.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { createWorker } from './create-worker.ts';
import { ensureSchedules } from './schedules.ts';
import { Relay } from './relay/relay.ts';

const environment = environmentOrExit();
const log = pino({ level: environment.LOG_LEVEL, name: 'worker' });
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, meta }, message)),
  shutdownSignals: [],
});

const temporal = await temporalConnectionOptions(environment);
const database = connectDatabase(environment.DATABASE_URL, { poolSize: environment.DATABASE_POOL_SIZE });
const nativeConnection = await NativeConnection.connect(temporal);
const clientConnection = await Connection.connect(temporal);
const mailer = createSmtpMailer({ url: environment.SMTP_URL, from: environment.MAIL_FROM });

const worker = await createWorker({
  connection: nativeConnection,
  namespace: environment.TEMPORAL_NAMESPACE,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  payloadKey: environment.PAYLOAD_KEY,
  dependencies: {
    db: database.db,
    clock: systemClock,
    log,
    gateways: createPaymentGateways(environment, systemClock),
  },
});
const client = new Client({
  connection: clientConnection,
  namespace: environment.TEMPORAL_NAMESPACE,
  dataConverter: createDataConverter(environment.PAYLOAD_KEY),
});
const relay = new Relay({
  db: database.db,
  vault: createVault({ dataKey: environment.DATA_KEY, indexKey: environment.INDEX_KEY }),
  clock: systemClock,
  log,
  mailer,
  sms: createHttpSmsSender({ url: environment.SMS_URL, key: environment.SMS_KEY }),
  client,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  publicUrl: environment.PUBLIC_URL,
});

const stop = () => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);

await ensureSchedules({ client, taskQueue: environment.TEMPORAL_TASK_QUEUE, gateways: [...GATEWAY_NAMES] });
relay.start();
const running = worker.run();
process.send?.('ready');
log.info('worker and relay are running');
try {
  await running;
} finally {
  await relay.stop();
  mailer.close();
  await clientConnection.close();
  await nativeConnection.close();
  await database.close();
}
process.disconnect?.();
