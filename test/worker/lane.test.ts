import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Lane } from '../../worker/relay/lane.ts';
import { eventually } from '../support/records.ts';
import { createTestClock } from '../support/test-clock.ts';

/** Starts a lane that looks for work by itself only once an hour. */
function startLane({
  bound = 4,
  deliver = async () => {},
}: {
  bound?: number;
  deliver?: () => Promise<void>;
}) {
  const due: { id: number; attempts: number }[] = [];
  const done: number[] = [];
  let claims = 0;
  const lane = new Lane(
    'test',
    { clock: createTestClock(), log: pino({ level: 'silent' }) },
    {
      bound,
      pollMs: 3_600_000,
      claim: async (_, { limit }) => {
        claims += 1;
        return due.splice(0, limit);
      },
      deliver,
      done: async ({ id }) => void done.push(id),
      postpone: async () => {},
    },
  );
  lane.start();
  const add = (...ids: number[]) => due.push(...ids.map((id) => ({ id, attempts: 1 })));
  return { lane, add, done, claims: () => claims };
}

it('a lane that is told of work delivers it, and looks for it once', async () => {
  const { lane, add, done, claims } = startLane({});
  await eventually(claims).toBe(1);
  add(1, 2);
  lane.wake();
  await eventually(() => done.toSorted()).toEqual([1, 2]);
  expect(claims()).toBe(2);
  await lane.stop();
});

it('work that comes while the lane looks is found without being told twice', async () => {
  const { lane, add, done } = startLane({});
  lane.wake();
  add(1);
  await eventually(() => done).toEqual([1]);
  await lane.stop();
});

it('a backlog is worked off without a pause, never more than the bound at a time', async () => {
  let underWay = 0;
  let most = 0;
  const { lane, add, done } = startLane({
    bound: 4,
    async deliver() {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    },
  });
  add(...Array.from({ length: 50 }, (_, id) => id));
  lane.wake();
  await eventually(() => done.length).toBe(50);
  expect(most).toBe(4);
  await lane.stop();
});
