import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { systemClock } from '../config/clock.ts';
import { environmentOrExit } from '../config/environment.ts';
import { createKeyRing } from '../config/key-ring.ts';
import { createLogger } from '../config/log.ts';
import { connectDatabase } from '../db/connect.ts';
import { createSeasons } from '../db/exam-session/seasons.ts';
import { databaseProblems } from '../db/keys/database-problems.ts';
import { payloadKeyRegistry } from '../db/payload-keys.ts';
import { createSecurityLog } from '../db/security-log.ts';
import { vaultOf } from '../db/vault.ts';
import { createSmtpMailer } from '../gateways/mail/smtp-mailer.ts';
import { createPaymentGateways, GATEWAY_NAMES } from '../gateways/payment-gateways.ts';
import { createHttpSmsSender } from '../gateways/sms/http-sms-sender.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { AuditSealer } from './audit-sealer.ts';
import { AuditVerifier } from './audit-verifier.ts';
import { foldAllDeltas } from '../db/dashboard/fold-deltas.ts';
import { KeyRing } from '../gateways/temporal/key-ring.ts';
import { createBatchWorker, createWorker } from './create-worker.ts';
import { ScheduleKeeper } from './schedules.ts';
import { temporalLogger } from './temporal-logger.ts';
import { Relay } from './relay/relay.ts';
import { Sweep } from './relay/sweep.ts';

const environment = await environmentOrExit(databaseProblems);
const log = createLogger('worker', environment.LOG_LEVEL);
Runtime.install({
  logger: temporalLogger(log, 'WARN'),
  shutdownSignals: [],
});

const temporal = await temporalConnectionOptions(environment);
const database = connectDatabase(environment.DATABASE_URL, { poolSize: environment.DATABASE_POOL_SIZE });
const nativeConnection = await NativeConnection.connect({
  ...temporal,
  // Payloads are sealed: squeezing them costs time and saves nothing.
  grpcCompression: { codec: 'none' },
});
const clientConnection = await Connection.connect(temporal);
const ring = new KeyRing(
  [environment.PAYLOAD_KEY, ...environment.PAYLOAD_KEYS_BEFORE],
  payloadKeyRegistry(database.db, systemClock),
);
const vault = vaultOf(environment);
const mailer = createSmtpMailer({ url: environment.SMTP_URL, from: environment.MAIL_FROM });

const seasons = createSeasons(database.db);
await seasons
  .warmUp(systemClock.now())
  .catch((error: unknown) => log.warn({ error }, 'the season is read with the first command'));
const gateways = createPaymentGateways(environment, systemClock);
const securityLog = createSecurityLog({ db: database.db, clock: systemClock, log });
const workerOptions = {
  connection: nativeConnection,
  namespace: environment.TEMPORAL_NAMESPACE,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  ring,
  securityLog,
  stackTraces: environment.LOG_LEVEL === 'debug',
  dependencies: {
    db: database.db,
    seasons,
    vault,
    clock: systemClock,
    log,
    gateways,
  },
};
const workers = [await createWorker(workerOptions), await createBatchWorker(workerOptions)];
const client = new Client({
  connection: clientConnection,
  namespace: environment.TEMPORAL_NAMESPACE,
  dataConverter: createDataConverter(ring),
});
const relay = new Relay({
  db: database.db,
  listen: database.listen,
  vault,
  clock: systemClock,
  log,
  mailer,
  sms: createHttpSmsSender({ url: environment.SMS_URL, key: environment.SMS_KEY }),
  gateways,
  client,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  publicUrl: environment.PUBLIC_URL,
});
const sealing = {
  db: database.db,
  clock: systemClock,
  log,
  keys: createKeyRing(environment.AUDIT_KEY, environment.AUDIT_KEYS_BEFORE),
};
const sealer = new AuditSealer(sealing);
const verifier = new AuditVerifier(sealing);
const folder = new Sweep('foldCounters', log, () => foldAllDeltas(database.db));

const scheduleKeeper = new ScheduleKeeper({
  client,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  gateways: [...GATEWAY_NAMES],
  db: database.db,
  clock: systemClock,
  log,
});

const stop = () => {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.once('SIGTERM', stop).once('SIGINT', stop).once('disconnect', stop);

// The first look makes them: a worker does not start without.
await scheduleKeeper.look();
scheduleKeeper.start();
relay.start();
sealer.start();
verifier.start();
folder.start();
const running = Promise.all(workers.map((worker) => worker.run().finally(stop)));
process.send?.('ready');
log.info('worker and relay are running');
try {
  await running;
} finally {
  await relay.stop();
  await sealer.stop();
  await verifier.stop();
  await folder.stop();
  await scheduleKeeper.stop();
  await securityLog.flush();
  mailer.close();
  await clientConnection.close();
  await nativeConnection.close();
  await database.close();
}
process.disconnect?.();
