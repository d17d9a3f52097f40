import {
  type ActivityInterfaceFor,
  CancellationScope,
  patched,
  proxyActivities,
  proxyLocalActivities,
  sleep,
  uuid4,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { Receipt } from '../../activities/receipt.ts';
import { noteDropped } from './dropped.ts';
import { isUndecodable } from './undecodable.ts';

/** Runs activities for commands: the candidate waits, so they take seconds or fail. No server answers in their place. */
export const promptly = proxyLocalActivities<Activities>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '5s',
  retry: { initialInterval: '100ms', backoffCoefficient: 2, maximumInterval: '1s' },
});

/** Runs activities for facts that have happened already: they are carried out however long that takes. */
export const patiently = believingOurs(
  proxyActivities<Activities>({
    startToCloseTimeout: '30s',
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
  }),
);

/** The pause before something is asked again that somebody else has called failed. */
const ASK_AGAIN_AFTER = '1 second';

/**
 * Asks until the answer is ours: whoever reaches the server may complete an activity in a worker's place, with nothing,
 * or with what a worker answered to an earlier question of the same workflow. Failures are no answers for the same
 * reason: what an activity cannot do, it says.
 * @param lastsMs the time after which a failure counts: that of activities that may give up
 */
export function believingOurs(
  activities: ActivityInterfaceFor<Activities>,
  lastsMs = Infinity,
): ActivityInterfaceFor<Activities> {
  return new Proxy(activities, {
    get(target, name: keyof Activities) {
      const run = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (input: unknown) => {
        const givesUpAt = Date.now() + lastsMs;
        for (;;) {
          // Answers to runs from before questions had names are plain, and failures ended them.
          if (!patched('named-questions')) {
            const answer = await run(input);
            if (!isUndecodable(answer)) return answer;
          } else {
            const question = uuid4();
            const answer = await run(input, question).catch((error: unknown) => {
              if (CancellationScope.current().consideredCancelled || Date.now() >= givesUpAt) throw error;
              return null;
            });
            if (answers(answer, question)) return answer.answer;
            if (answer === null) await sleep(ASK_AGAIN_AFTER, { summary: `${name} is asked again` });
          }
          noteDropped(`answer:${name}`);
        }
      };
    },
  });
}

function answers(value: unknown, question: string): value is Receipt {
  return typeof value === 'object' && value !== null && 'question' in value && value.question === question;
}
