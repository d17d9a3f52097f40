import { MINUTE_MS, type Instant } from '../../time.ts';
import type { SelectSubjectsCommand } from '../commands.ts';
import type { RegistrationEvent } from '../events.ts';
import { applyEvent } from '../evolve.ts';
import { choosingRefusal, managementEndOf, selectionRefusal } from '../rules.ts';
import { placeOf, type Registration } from '../state.ts';
import { type Decision, refuse, type RowAnswer } from './decision.ts';

/** Decides 报考: each row succeeds or fails alone, in the given order; later rows see earlier ones as taken. */
export function decideSelectSubjects(
  registration: Registration,
  command: SelectSubjectsCommand,
  now: Instant,
): Decision {
  const closed = choosingRefusal(registration, command.facts.registrationWindow, now);
  if (closed) return refuse(closed);
  const holdUntilAt = now + command.facts.holdMinutes * MINUTE_MS;

  const events: RegistrationEvent[] = [];
  const rows: RowAnswer[] = [];
  let state = registration;
  for (const { entryId, ...row } of command.rows) {
    const { subject, campus } = row;
    const refusal = selectionRefusal(state, row, command.facts, now);
    rows.push({ subject, campus, code: refusal ?? 'TAKEN' });
    if (refusal) continue;
    const event: RegistrationEvent = {
      type: 'entryTaken',
      entry: {
        id: entryId,
        ...placeOf(row),
        takenAt: now,
        deadlineAt: Math.min(holdUntilAt, managementEndOf(registration, row)),
        holdUntilAt,
        state: 'held',
      },
    };
    events.push(event);
    state = applyEvent(state, event);
  }
  return answerByRows(events, rows);
}

/** Builds the answer to a request of several rows; the transaction uses it too, when seats ran out meanwhile. */
export function answerByRows(events: RegistrationEvent[], rows: RowAnswer[]): Decision {
  const refused = rows.find((row) => row.code !== 'TAKEN');
  if (events.length === 0)
    return { kind: 'refused', code: refused && refused.code !== 'TAKEN' ? refused.code : 'POOL_FULL', rows };
  return { kind: 'accepted', code: refused ? 'PARTLY_TAKEN' : 'OK', events, rows };
}
