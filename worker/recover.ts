import { Client, Connection } from '@temporalio/client';
import { and, asc, gt, inArray, isNotNull } from 'drizzle-orm';
import { environmentOrExit } from '../config/environment.ts';
import { systemClock } from '../config/clock.ts';
import { connectDatabase } from '../db/connect.ts';
import { registrations, reviews } from '../db/schema/index.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { rowAheadSignal } from '../workflows/registration/messages.ts';
import { reviewAheadSignal } from '../workflows/review/messages.ts';
import { deliverReviewMoved } from './relay/deliver-review.ts';
import { deliverRecordMoved } from './relay/deliver-signals.ts';

/**
 * `npm run recover`: wakes the workflow of every living registration and re-check, after Temporal's state was lost or
 * restored.
 */
const BATCH = 200;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const environment = environmentOrExit();
const database = connectDatabase(environment.DATABASE_URL, { poolSize: 5 });
const connection = await Connection.connect(await temporalConnectionOptions(environment));
const deps = {
  db: database.db,
  clock: systemClock,
  taskQueue: environment.TEMPORAL_TASK_QUEUE,
  client: new Client({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(environment.PAYLOAD_KEY),
  }),
};

let woken = 0;
let after = FIRST_ID;
try {
  for (;;) {
    const batch = await database.db
      .select({ id: registrations.id })
      .from(registrations)
      .where(and(isNotNull(registrations.passportId), gt(registrations.id, after)))
      .orderBy(asc(registrations.id))
      .limit(BATCH);
    const last = batch.at(-1);
    if (!last) break;
    await Promise.all(batch.map(({ id }) => deliverRecordMoved(deps, id, rowAheadSignal)));
    woken += batch.length;
    after = last.id;
    process.stdout.write(`${woken} registrations woken\n`);
  }
  process.stdout.write(`done: ${woken} registrations\n`);
  let wokenReviews = 0;
  for (let last = FIRST_ID; ; ) {
    const batch = await database.db
      .select({ id: reviews.id })
      .from(reviews)
      .where(and(inArray(reviews.state, ['pending', 'rejected']), gt(reviews.id, last)))
      .orderBy(asc(reviews.id))
      .limit(BATCH);
    await Promise.all(batch.map(({ id }) => deliverReviewMoved(deps, id, reviewAheadSignal)));
    wokenReviews += batch.length;
    const end = batch.at(-1);
    if (!end) break;
    last = end.id;
  }
  process.stdout.write(`done: ${wokenReviews} re-checks\n`);
} finally {
  await connection.close();
  await database.close();
}
