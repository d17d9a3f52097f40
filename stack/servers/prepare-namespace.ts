import { Connection } from '@temporalio/client';
import { environmentOrExit } from '../../config/environment.ts';
import { temporalConnectionOptions } from '../../gateways/temporal/connect.ts';
import { SEARCH_ATTRIBUTES } from '../../gateways/temporal/search-attributes.ts';
import { prepareNamespace } from './temporal-namespace.ts';

/** `npm run prepare-namespace`: makes the namespace of an existing Temporal service ready. */
const environment = environmentOrExit();
const connection = await Connection.connect(await temporalConnectionOptions(environment));
try {
  await prepareNamespace(connection, environment.TEMPORAL_NAMESPACE, SEARCH_ATTRIBUTES);
  console.log(`namespace ${environment.TEMPORAL_NAMESPACE} is ready`);
} finally {
  await connection.close();
}
