import { Client, Connection } from '@temporalio/client';
import { and, asc, gt, isNotNull } from 'drizzle-orm';
import { environmentOrExit } from '../config/environment.ts';
import { systemClock } from '../config/clock.ts';
import { connectDatabase } from '../db/connect.ts';
import { registrations } from '../db/schema/index.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { deliverRowAhead } from './relay/deliver-signals.ts';

/** `npm run recover`: wakes the workflow of every living registration, after Temporal's state was lost or restored. */
const BATCH = 200;
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
let after = '00000000-0000-0000-0000-000000000000';
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
    await Promise.all(batch.map(({ id }) => deliverRowAhead(deps, id)));
    woken += batch.length;
    after = last.id;
    process.stdout.write(`${woken} registrations woken\n`);
  }
  process.stdout.write(`done: ${woken} registrations\n`);
} finally {
  await connection.close();
  await database.close();
}
