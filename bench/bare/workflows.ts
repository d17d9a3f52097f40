import {
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-activities.ts';

const { nothing } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });

export const beginUpdate = defineUpdate<string, [string]>('begin');
export const finishSignal = defineSignal<[string]>('finish');
export const stepUpdate = defineUpdate<string, [string]>('step');
export const paidSignal = defineSignal<[string]>('paid');

/** The least a durable registration can be: begun by an update, finished by a signal, an empty activity for each. */
export async function bare(): Promise<void> {
  let finished = false;
  setHandler(beginUpdate, async () => {
    await nothing('begin');
    return 'OK';
  });
  setHandler(finishSignal, () => {
    finished = true;
  });
  await condition(() => finished);
  await nothing('finish');
}

/**
 * What a paid registration does to its server and nothing else: begun by the first of four updates, paid by a signal, an
 * empty activity for each, one deadline, and open afterwards.
 */
export async function sameShape(): Promise<void> {
  let isPaid = false;
  let waits = false;
  setHandler(stepUpdate, async (what) => {
    await nothing(what);
    if (!waits) {
      waits = true;
      void condition(() => isPaid, '24h');
    }
    return what;
  });
  setHandler(paidSignal, async (what) => {
    await nothing(what);
    isPaid = true;
  });
  await condition(() => false, '400d');
}
