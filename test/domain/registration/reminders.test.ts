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
  let at = nextReminderAt(registration);
  while (at !== null && moments.length < 10) {
    moments.push(at);
    at = nextReminderAt(registration, at);
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

  it('name an oral with the written it goes with, and come for it alone once that is paid', () => {
    const walk = ordered('order-1', '1').pass(2 * HOUR_MS);
    walk.ask(select(['F']));
    expect(momentsOf(walk)).toEqual([DEADLINE - 6 * HOUR_MS, DEADLINE - HOUR_MS]);
    expect(dueReminders(walk.registration, DEADLINE - HOUR_MS)).toMatchObject([
      { kind: '1h', entry: { subject: '1' }, along: [{ subject: 'F' }] },
    ]);
    walk.pay('order-1');
    expect(momentsOf(walk)).toEqual([DEADLINE - 4 * HOUR_MS, DEADLINE + HOUR_MS]);
    expect(dueAt(walk, DEADLINE + HOUR_MS)).toEqual(['1h F']);
  });

  describe('of a deadline that staff have moved', () => {
    const moved = (walk: Walk, deadlineAt: number) => {
      const campuses = { '991010': deadlineAt };
      const { managementEndsAt, closesAt } = walk.registration;
      walk.occur({
        type: 'endsMoved',
        ends: { managementEndsAt, closesAt, campuses, holdMinutes: DAY_MS / MINUTE_MS },
      });
      return dueAt(walk, walk.now).map((due) => due.replace(String(deadlineAt), 'moved'));
    };

    it('nearer than the next one are due at once, also when it was too near from the beginning', () => {
      const walk = holding('1').pass(10 * MINUTE_MS);
      expect(moved(walk, START + HOUR_MS)).toEqual(['1h/moved 1']);
      expect(nextReminderAt(walk.registration)).toBeLessThanOrEqual(walk.now);
      expect(moved(walk, START + 30 * MINUTE_MS)).toEqual(['1h/moved 1']);
    });

    it('nearer come again when those for another moment have been sent', () => {
      const walk = holding('1').pass(19 * HOUR_MS);
      expect(dueAt(walk, walk.now)).toEqual(['6h 1']);
      expect(moved(walk, START + 22 * HOUR_MS)).toEqual(['6h/moved 1']);
    });

    it('back to where it was are those that were told before', () => {
      const walk = holding('1').pass(10 * MINUTE_MS);
      moved(walk, START + HOUR_MS);
      expect(moved(walk, DEADLINE)).toEqual([]);
      expect(momentsOf(walk)).toEqual([DEADLINE - 6 * HOUR_MS, DEADLINE - HOUR_MS]);
    });
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
