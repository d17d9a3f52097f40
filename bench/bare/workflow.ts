import {
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

interface EmptyActivities {
  nothing(): Promise<void>;
}

const { nothing } = proxyLocalActivities<EmptyActivities>({ startToCloseTimeout: '10s' });

export const beginUpdate = defineUpdate<string, [string]>('begin');
export const finishSignal = defineSignal<[string]>('finish');

/** The least a durable registration can be: begun by an update, finished by a signal, an empty activity for each. */
export async function bare(): Promise<void> {
  let finished = false;
  setHandler(beginUpdate, async () => {
    await nothing();
    return 'OK';
  });
  setHandler(finishSignal, () => {
    finished = true;
  });
  await condition(() => finished);
  await nothing();
}
