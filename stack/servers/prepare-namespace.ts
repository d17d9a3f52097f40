import { Connection } from '@temporalio/client';
import { environmentOrExit } from '../../config/environment.ts';
import { databaseProblems } from '../../db/keys/database-problems.ts';
import { temporalConnectionOptions } from '../../gateways/temporal/connect.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/entity/messages.ts';
import { prepareNamespace } from './temporal-namespace.ts';

/** `npm run prepare-namespace`: makes the namespace of an existing Temporal service ready. */
const environment = await environmentOrExit(databaseProblems);
const connection = await Connection.connect(await temporalConnectionOptions(environment));
try {
  await prepareNamespace(connection, environment.TEMPORAL_NAMESPACE, SEARCH_ATTRIBUTES);
  console.log(`namespace ${environment.TEMPORAL_NAMESPACE} is ready`);
} finally {
  await connection.close();
}
