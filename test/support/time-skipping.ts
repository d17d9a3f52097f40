import './quiet-runtime.ts';
import type { ConnectionOptions } from '@temporalio/client';
import {
  TestWorkflowEnvironment,
  type TimeSkippingTestWorkflowEnvironmentOptions,
} from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../../workflows/entity/messages.ts';
import { prepareNamespace } from '../../stack/servers/temporal-namespace.ts';
import { findTimeSkippingServer } from '../../stack/tools/time-skipping-server.ts';
import { endableRetries } from './endable-retries.ts';

const MAX_STARTS = 4;

/**
 * Starts a Temporal test server on which time is skipped, with the search attributes. All of the server shares one
 * time: each deadline test has a server of its own and moves time by `sleep`, never by awaiting `result()`. The caller
 * tears it down.
 */
export async function createTimeSkippingEnvironment(
  client?: TimeSkippingTestWorkflowEnvironmentOptions['client'],
): Promise<TestWorkflowEnvironment> {
  const path = findTimeSkippingServer();
  if (!path) throw new Error('The time-skipping test server is missing: run `npm test`, which fetches it');
  const retries = endableRetries();
  const environment = await retried(() =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
      plugins: [
        {
          name: 'endable-retries',
          configureConnection: (options: ConnectionOptions) => ({
            ...options,
            interceptors: retries.interceptors,
          }),
        },
      ],
      ...(client && { client }),
    }),
  );
  const teardown = environment.teardown.bind(environment);
  environment.teardown = async () => {
    await retries.end();
    await teardown();
  };
  try {
    await prepareNamespace(environment.connection, environment.namespace ?? 'default', SEARCH_ATTRIBUTES);
    return environment;
  } catch (error) {
    await environment.teardown();
    throw error;
  }
}

/** Tries to start the server several times: the SDK gives it five seconds, which is too short on a busy machine. */
async function retried<Result>(start: () => Promise<Result>): Promise<Result> {
  for (let starts = 1; ; starts++) {
    try {
      return await start();
    } catch (error) {
      if (starts >= MAX_STARTS) throw error;
    }
  }
}
