import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../api/http/turns.ts';

const UNAVAILABLE = { code: 'UNAVAILABLE', retryAfterSeconds: 5 };

/** Takes a turn with work that goes on until it is told to end. */
function begin(turns: ReturnType<typeof createTurns>) {
  let end: () => void = () => {};
  const ended = turns.take(() => new Promise<void>((resolve) => (end = resolve)));
  return { ended, end: () => end() };
}

it('refuses who would wait behind too many', async () => {
  const turns = createTurns({ concurrent: 1, waiting: 1 });
  const first = begin(turns);
  const second = turns.take(async () => 'second');
  await expect(turns.take(async () => 'third')).rejects.toMatchObject(UNAVAILABLE);
  first.end();
  expect(await second).toBe('second');
});

it('refuses whose turn does not come in time, and goes on with the others in their order', async () => {
  const turns = createTurns({ concurrent: 1, waiting: 10, patienceMs: 5 }, () => 0);
  const first = begin(turns);
  await expect(turns.take(async () => 'late')).rejects.toMatchObject(UNAVAILABLE);
  expect(turns.waiting).toBe(0);
  const done: number[] = [];
  const others = [1, 2, 3].map((number) => turns.take(async () => void done.push(number)));
  first.end();
  await Promise.all([first.ended, ...others]);
  expect(done).toEqual([1, 2, 3]);
  expect(await turns.take(async () => 'free')).toBe('free');
});

describe('whose turn will not come in time', () => {
  /** Makes turns for one task at a time, which are worth waiting a minute for, and a clock that stands still. */
  function atPace() {
    let at = 0;
    const turns = createTurns({ concurrent: 1, waiting: 100, patienceMs: 60_000 }, () => at);
    return { turns, pass: (seconds: number) => (at += seconds * 1_000) };
  }

  it('is refused at once, by the time that tasks took before', async () => {
    const { turns, pass } = atPace();
    const before = begin(turns);
    pass(25);
    before.end();
    await before.ended;
    const first = begin(turns);
    const others = [begin(turns), begin(turns)];
    await expect(turns.take(async () => 'hopeless')).rejects.toMatchObject(UNAVAILABLE);
    expect(turns.waiting).toBe(2);
    for (const task of [first, ...others]) {
      task.end();
      await task.ended;
    }
    expect(turns.waiting).toBe(0);
  });

  it('is refused at once, while those under way take long', async () => {
    const { turns, pass } = atPace();
    const first = begin(turns);
    pass(61);
    await expect(turns.take(async () => 'hopeless')).rejects.toMatchObject(UNAVAILABLE);
    first.end();
    await first.ended;
  });

  it('is refused as soon as it shows, and the others keep their turns', async () => {
    const { turns, pass } = atPace();
    const first = begin(turns);
    const done: number[] = [];
    const others = [1, 2, 3, 4].map((number) => turns.take(async () => void done.push(number)));
    pass(20);
    first.end();
    const outcomes = await Promise.allSettled(others);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(done).toEqual([1, 2, 3]);
  });
});
