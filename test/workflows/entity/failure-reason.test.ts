import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
import type { WorkflowExecuteInput } from '@temporalio/workflow';
import { expect, it } from 'vitest';
import { createLogger } from '../../../config/log.ts';
import { failureReason, interceptors } from '../../../workflows/entity/failure-reason.ts';

const secret = '13900000001';

/** What an activity failed with, as a workflow hears of it: the stack is the activity's. */
function failedActivity(): ActivityFailure {
  const cause = ApplicationFailure.create({ type: 'PostgresError', message: `of ${secret}` });
  cause.stack = [
    `PostgresError: of ${secret}`,
    '    at readOffer (/app/db/registration/read-offer.ts:12:3)',
    `    at ${secret}`,
    '    at Socket.data (/app/node_modules/postgres/src/connection.js:324:9)',
  ].join('\n');
  return new ActivityFailure(secret, 'applyDecision', '1', RetryState.TIMEOUT, 'worker', cause);
}

it('a run that fails says in its log why, by types, codes and our own places, and never by its words', async () => {
  const { inbound, outbound } = interceptors();
  const attributes = () => outbound![0]!.getLogAttributes!({ workflowId: 'x' }, (given) => given);
  const input = { args: [], headers: {} } as unknown as WorkflowExecuteInput;
  expect(attributes()).toEqual({ workflowId: 'x' });
  const failing = inbound![0]!.execute!(input, () => Promise.reject(failedActivity()));
  await expect(failing).rejects.toBeInstanceOf(ActivityFailure);

  const lines: string[] = [];
  const log = createLogger('worker', 'info', { write: (line) => void lines.push(line) });
  // What a workflow logs is copied on its way to the worker.
  log.warn({ meta: structuredClone({ ...attributes(), error: failedActivity() }) }, 'Workflow failed');
  expect(JSON.parse(lines[0]!)).toMatchObject({
    meta: {
      reason: {
        type: 'ActivityFailure',
        activity: 'applyDecision',
        cause: {
          type: 'ApplicationFailure',
          failure: 'PostgresError',
          at: ['at readOffer (/app/db/registration/read-offer.ts:12:3)'],
        },
      },
    },
  });
  expect(lines[0]).not.toContain(secret);
});

it('what is no error, and names that are no codes, are reduced as well', () => {
  expect(failureReason(secret)).toEqual({ type: 'string', at: [] });
  const named = Object.assign(new Error(secret), { name: `张三 ${secret}`, type: `of ${secret}` });
  expect(JSON.stringify(failureReason(named))).not.toContain(secret);
});
