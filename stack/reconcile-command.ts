import { Client, Connection } from '@temporalio/client';
import { environmentOrExit } from '../config/environment.ts';
import { GATEWAY_NAMES } from '../gateways/payment-gateways.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { createDataConverter } from '../gateways/temporal/data-converter.ts';
import { RECONCILE_DAY_WORKFLOW } from '../workflows/messages.ts';
import { reconciliationScheduleId } from './schedules.ts';

/** `npm run reconcile -- 2026-11-20`: compares one Beijing day with every gateway's bill. Needs a running worker. */
const day = process.argv[2] ?? '';
if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) {
  process.stderr.write('Say which day: npm run reconcile -- 2026-11-20\n');
  process.exit(1);
}
const environment = environmentOrExit();
const connection = await Connection.connect(await temporalConnectionOptions(environment));
const client = new Client({
  connection,
  namespace: environment.TEMPORAL_NAMESPACE,
  dataConverter: createDataConverter(environment.PAYLOAD_KEY),
});
try {
  for (const gateway of GATEWAY_NAMES) {
    const summary = await client.workflow.execute(RECONCILE_DAY_WORKFLOW, {
      workflowId: `${reconciliationScheduleId(gateway)}/${day}`,
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: environment.TEMPORAL_TASK_QUEUE,
      args: [{ gateway, day }],
      staticSummary: `the bill of ${gateway}, ${day}`,
    });
    process.stdout.write(`${JSON.stringify(summary)}\n`);
  }
} finally {
  await connection.close();
}
