import { describe, expect, it } from 'vitest';
import { dueReminders, nextReminderAt } from '../../../domain/registration/reminders.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { chooseTranscripts, openOrder, refresh, select, START } from './commands.ts';
import { holding, ordered, saved, type Walk } from './walk.ts';

const DEADLINE = START + DAY_MS;

const dueAt = ({ registration }: Walk, at: number) =>
  dueReminders(registration, at).map(({ kind, entry }) => `${kind} ${entry.subject}`);

/** Lists the moments at which a sweep that runs on the minute finds something to do. */
function momentsOf({ registration }: Walk): number[] {
  const moments: number[] = [];
  let at = nextReminderAt(registration)?.getTime();
  while (at !== undefined && moments.length < 10) {
    moments.push(at);
    at = nextReminderAt(registration, at)?.getTime();
  }
  return moments;
}

describe('reminders', () => {
  it('are due six hours and one hour before the deadline', () => {
    const walk = holding('1');
    expect(momentsOf(walk)).toEqual([DEADLINE - 6 * HOUR_MS, DEADLINE - HOUR_MS]);
    expect(dueAt(walk, DEADLINE - 6 * HOUR_MS - 1)).toEqual([]);
    expect(dueAt(walk, DEADLINE - 6 * HOUR_MS)).toEqual(['6h 1']);
  });

  it('are only the most urgent one when a sweep comes late, and none after the deadline', () => {
    const walk = holding('1');
    expect(dueAt(walk, DEADLINE - HOUR_MS - 1)).toEqual(['6h 1']);
    expect(dueAt(walk, DEADLINE - HOUR_MS)).toEqual(['1h 1']);
    expect(dueAt(walk, DEADLINE - 1)).toEqual(['1h 1']);
    expect(dueAt(walk, DEADLINE)).toEqual([]);
  });

  it('are of each entry by its own deadline', () => {
    const walk = holding('1').pass(2 * HOUR_MS);
    walk.ask(select(['2']));
    expect(momentsOf(walk)).toEqual([
      DEADLINE - 6 * HOUR_MS,
      DEADLINE - 4 * HOUR_MS,
      DEADLINE - HOUR_MS,
      DEADLINE + HOUR_MS,
    ]);
    expect(dueAt(walk, DEADLINE - 4 * HOUR_MS)).toEqual(['6h 1', '6h 2']);
  });

  it('leave out what was past when the subject was taken: the candidate has just read the deadline', () => {
    const walk = saved();
    walk.ask(select(['1'], { holdMinutes: 30 }));
    expect(momentsOf(walk)).toEqual([]);
    expect(dueAt(walk, START + 29 * MINUTE_MS)).toEqual([]);
    walk.ask(select(['2'], { holdMinutes: 120 }));
    expect(momentsOf(walk)).toEqual([START + HOUR_MS]);
  });

  it('are not for what is paid, released, or being asked about', () => {
    const paid = ordered('order-1', '1');
    paid.pay('order-1');
    expect(momentsOf(paid)).toEqual([]);

    const gone = holding('1').pass(DAY_MS);
    gone.occur({ type: 'deadlineReached' });
    expect(momentsOf(gone)).toEqual([]);

    const settling = ordered('order-1', '1');
    settling.ask(refresh('order-1'));
    expect(dueAt(settling, DEADLINE - HOUR_MS)).toEqual([]);
    settling.gatewayAnswers();
    expect(dueAt(settling, DEADLINE - HOUR_MS)).toEqual(['1h 1']);
  });

  it('go on for what is open to be paid', () => {
    const walk = holding('1');
    walk.ask(chooseTranscripts([{ level: 4, choice: 'electronic' }]));
    walk.ask(openOrder('order-1'));
    expect(dueAt(walk, DEADLINE - HOUR_MS)).toEqual(['1h 1']);
  });
});
