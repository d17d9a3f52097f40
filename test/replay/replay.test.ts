import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import { createDataConverter } from '../../gateways/temporal/data-converter.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { TEST_KEYS } from '../support/platform.ts';
import { recordedHistories, SHAPE } from './histories.ts';
import { PATHS } from './paths.ts';

const options = {
  workflowBundle: await workflowBundle(),
  dataConverter: createDataConverter(TEST_KEYS.payloadKey),
};
const recorded = await recordedHistories();

describe('workflows of every released shape go on under this code', () => {
  it.each(recorded)('$name', async ({ history }) => {
    await Worker.runReplayHistory(options, history);
  });

  it('has a history of every path', () => {
    expect(recorded.map(({ name }) => name)).toEqual(
      expect.arrayContaining(Object.keys(PATHS).map((name) => `${SHAPE}/${name}`)),
    );
  });

  it('notices when the code would do something else than was done', async () => {
    const paid = structuredClone(recorded.find(({ name }) => name === `${SHAPE}/paid`)!.history);
    const timer = paid.events.find((event) => event.timerStartedEventAttributes)!;
    timer.timerStartedEventAttributes = null;
    timer.eventType = proto.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
    timer.activityTaskScheduledEventAttributes = { activityId: '1', activityType: { name: 'applyDecision' } };
    await expect(Worker.runReplayHistory(options, paid)).rejects.toThrow(DeterminismViolationError);
  });

  it('notices when the gateway would be told something else', async () => {
    const name = `${SHAPE}/cancelledWithOpenTrade`;
    const cancelled = structuredClone(recorded.find((each) => each.name === name)!.history);
    const asked = cancelled.events.find((event) => event.activityTaskScheduledEventAttributes)!;
    expect(asked.activityTaskScheduledEventAttributes?.activityType?.name).toBe('checkOrder');
    asked.activityTaskScheduledEventAttributes!.activityType!.name = 'refundOrder';
    await expect(Worker.runReplayHistory(options, cancelled)).rejects.toThrow(DeterminismViolationError);
  });
});
