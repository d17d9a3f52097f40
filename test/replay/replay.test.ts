import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { KeyRing } from '../../gateways/temporal/key-ring.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { TEST_KEYS } from '../support/platform.ts';
import { type RecordedHistory, recordedHistories, SHAPE } from './histories.ts';
import { PATHS } from './paths.ts';

const ring = new KeyRing([TEST_KEYS.payloadKey], {
  register: async () => {},
  isRegistered: async () => true,
});
const options = {
  workflowBundle: await workflowBundle(),
  // What was recorded before payloads were bound to their workflow is read by replays alone.
  dataConverter: createDataConverter(ring, { acceptsOldForm: true }),
  sinks: { security: { dropped: { fn() {} } } },
};
const recorded = await recordedHistories();
/** The name under which a run is told of by whatever replays many. */
const runIdOf = ({ history }: RecordedHistory) =>
  history.events[0]!.workflowExecutionStartedEventAttributes!.originalExecutionRunId!;

describe('workflows of every released shape go on under this code', () => {
  /** What became of each, by run: one worker replays all, since a worker takes a second to start. */
  const replayed = new Map<string, Error | undefined>();

  beforeAll(async () => {
    const histories = recorded.map(({ history, workflowId = 'unknown' }) => ({ history, workflowId }));
    for await (const { runId, error } of Worker.runReplayHistories(options, histories))
      replayed.set(runId, error);
  });

  it.each(recorded)('$name', (one) => {
    const runId = runIdOf(one);
    expect(replayed.has(runId)).toBe(true);
    expect(replayed.get(runId)).toBeUndefined();
  });

  it('reads a history only for the workflow it was sealed for', async () => {
    const { history } = recorded.find(({ name }) => name === `${SHAPE}/paid`)!;
    await expect(Worker.runReplayHistory(options, history, 'another')).rejects.toThrow(
      DeterminismViolationError,
    );
  });

  it('has a history of every path', () => {
    expect(recorded.map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(PATHS).map((name) => `${SHAPE}/${name}`)),
    );
  });

  it('notices when the code would do something else than was done', async () => {
    const { history, workflowId } = recorded.find(({ name }) => name === `${SHAPE}/paid`)!;
    const paid = structuredClone(history);
    const timer = paid.events.find((event) => event.timerStartedEventAttributes)!;
    timer.timerStartedEventAttributes = null;
    timer.eventType = proto.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
    timer.activityTaskScheduledEventAttributes = { activityId: '1', activityType: { name: 'applyDecision' } };
    await expect(Worker.runReplayHistory(options, paid, workflowId)).rejects.toThrow(
      DeterminismViolationError,
    );
  });

  it('notices when the gateway would be told something else', async () => {
    const name = `${SHAPE}/cancelledWithOpenTrade`;
    const { history, workflowId } = recorded.find((each) => each.name === name)!;
    const cancelled = structuredClone(history);
    const asked = cancelled.events.find((event) => event.activityTaskScheduledEventAttributes)!;
    expect(asked.activityTaskScheduledEventAttributes?.activityType?.name).toBe('checkOrder');
    asked.activityTaskScheduledEventAttributes!.activityType!.name = 'refundOrder';
    await expect(Worker.runReplayHistory(options, cancelled, workflowId)).rejects.toThrow(
      DeterminismViolationError,
    );
  });
});
