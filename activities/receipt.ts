import { withoutStatement } from '../db/query-failure.ts';
import type { Activities } from './index.ts';

/** An activity's answer to the question that a workflow put under that name. */
export interface Receipt {
  question: string;
  answer: unknown;
}

/**
 * Has each activity name the question it answers, if it was given one beside its input. Whoever reaches the Temporal
 * server may answer in a worker's place, with nothing or with an answer to an earlier question; a workflow then asks
 * again. What an activity fails with is kept by the server, and holds no statement.
 */
export function withReceipts(
  activities: Activities,
): Record<string, (...args: unknown[]) => Promise<unknown>> {
  return Object.fromEntries(
    Object.entries<(input: never) => Promise<unknown>>(activities).map(([name, run]) => [
      name,
      async (input: unknown, question?: unknown) => {
        const answer = await run(input as never).catch((error: unknown) => {
          throw withoutStatement(error);
        });
        if (typeof question !== 'string') return answer;
        return { question, answer: answer ?? null } satisfies Receipt;
      },
    ]),
  );
}
