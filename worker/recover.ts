import { Client, Connection } from '@temporalio/client';
import { rowAheadSignal } from '../workflows/entity/messages.ts';
import { environmentOrExit } from '../config/environment.ts';
import { systemClock } from '../config/clock.ts';
import { createLogger } from '../config/log.ts';
import { connectDatabase } from '../db/connect.ts';
import { databaseProblems } from '../db/keys/database-problems.ts';
import { payloadKeyRegistry } from '../db/payload-keys.ts';
import { listLivingRegistrations } from '../db/registration/list-living-registrations.ts';
import { listOpenReviews } from '../db/review/list-open-reviews.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { KeyRing } from '../gateways/temporal/key-ring.ts';
import { deliverReviewMoved } from './relay/deliver-review.ts';
import { deliverRecordMoved } from './relay/deliver-signals.ts';

/**
 * `npm run recover`: wakes the workflow of every living registration and re-check, after Temporal's state was lost or
 * restored.
 */
const BATCH = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const environment = await environmentOrExit(databaseProblems);
const database = connectDatabase(environment.DATABASE_URL, { poolSize: 5 });
const connection = await Connection.connect(await temporalConnectionOptions(environment));
const deps = {
  db: database.db,
  clock: systemClock,
  log: createLogger('recover', environment.LOG_LEVEL),
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  publicUrl: environment.PUBLIC_URL,
  client: new Client({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(
      new KeyRing(
        [environment.PAYLOAD_KEY, ...environment.PAYLOAD_KEYS_BEFORE],
        payloadKeyRegistry(database.db, systemClock),
      ),
    ),
  }),
};

/** Wakes everything that a list names, page by page. @returns how many */
async function wakeAll(
  list: (after: string, limit: number) => Promise<string[]>,
  wake: (id: string) => Promise<unknown>,
): Promise<number> {
  let woken = 0;
  for (let page = await list(FIRST_ID, BATCH); page.length > 0; page = await list(page.at(-1) ?? '', BATCH)) {
    await Promise.all(page.map(wake));
    woken += page.length;
    process.stdout.write(`${woken} woken\n`);
  }
  return woken;
}

const { db } = database;
try {
  const registrations = await wakeAll(
    (after, limit) => listLivingRegistrations(db, after, limit),
    (id) => deliverRecordMoved(deps, id, rowAheadSignal),
  );
  process.stdout.write(`done: ${registrations} registrations\n`);
  const reviews = await wakeAll(
    (after, limit) => listOpenReviews(db, after, limit),
    (id) => deliverReviewMoved(deps, id, rowAheadSignal),
  );
  process.stdout.write(`done: ${reviews} re-checks\n`);
} finally {
  await connection.close();
  await database.close();
}
