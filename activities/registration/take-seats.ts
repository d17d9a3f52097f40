import type { Transaction } from '../../db/connect.ts';
import { moveSeats, seatMovesRecorded, type SeatMove } from '../../db/seats/move-seats.ts';
import type { AcceptedCode, RowAnswer } from '../../domain/registration/decide/decision.ts';
import { answerByRows } from '../../domain/registration/decide/select-subjects.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { withoutLostSeats } from '../../domain/registration/lost-seats.ts';
import type { Entry } from '../../domain/registration/state.ts';
import type { Decided, Seated } from './decided.ts';
import { refuse } from './nothing-written.ts';

/** The part of a decision that found seats, and its answer. */
interface Found {
  events: RegistrationEvent[];
  code: AcceptedCode;
  rows: RowAnswer[] | undefined;
}

/**
 * Moves the seats of a decision, and drops the entries that found none. Rows of a request fail alone; anything else, for
 * instance a reinstatement, fails whole.
 * @throws NothingWritten when nothing is left of the decision
 */
export async function takeSeats(tx: Transaction, decided: Decided): Promise<Seated> {
  const failed = await moveSeats(tx, decided.moves);
  const seated = seatedWithout(failed, decided);
  await giveBack(
    tx,
    decided.moves.filter((move) => seated.dropped.includes(move.entryId) && !failed.includes(move)),
  );
  return seated;
}

/** Settles what is left of a decision when some of its moves found no seat. @throws NothingWritten when nothing is */
function seatedWithout(failed: SeatMove[], decided: Decided): Seated {
  const found = failed.length === 0 ? allOf(decided) : foundWithout(failed, decided);
  const dropped = droppedIds(decided, found);
  return {
    ...decided,
    ...found,
    dropped,
    moves: decided.moves.filter((move) => !dropped.includes(move.entryId)),
    after: found.events.length === 0 ? decided.before : evolve(decided.before, found.events),
  };
}

/** The error that rolls back a decision whose seats were to be taken last, when one of them is gone. */
export class SeatGone extends Error {}

/**
 * Tells whether a decision may take its seats last, so that the row of a pool that everybody wants is locked only while
 * its transaction commits. What gives seats back or touches a queue needs its pools from the start; so does an oral,
 * because a campus that has just opened serves its queue first.
 */
export function mayTakeSeatsLast({ events, moves }: Pick<Decided, 'events' | 'moves'>): boolean {
  return (
    moves.length > 0 &&
    events.every(
      (event) =>
        event.type === 'orderPaid' || (event.type === 'entryTaken' && event.entry.mode === 'written'),
    )
  );
}

/** Counts on a seat for every move of a decision, before `takeSeatsLast`. */
export function countingOnSeats(decided: Decided): Seated {
  return seatedWithout([], decided);
}

/** Moves the seats that were counted on. @throws SeatGone when one of them is gone */
export async function takeSeatsLast(tx: Transaction, { moves }: Seated): Promise<void> {
  if ((await moveSeats(tx, moves)).length > 0) throw new SeatGone('a seat is gone');
}

/** Makes the write of the moves to the ledger. */
export function seatsRecorded(tx: Transaction, { moves, registrationId, after, at }: Seated) {
  return seatMovesRecorded(tx, moves, { registrationId, version: after.version, at });
}

/** Frees seats that were found for entries that are dropped: an oral, for instance, whose written found no seat. */
async function giveBack(tx: Transaction, unused: SeatMove[]): Promise<void> {
  await moveSeats(
    tx,
    unused.map((move) => ({ ...move, from: move.to, to: move.from })),
  );
}

function allOf({ events, command }: Decided): Found {
  return { events, code: command?.code ?? 'OK', rows: command?.rows };
}

function foundWithout(failed: SeatMove[], decided: Decided): Found {
  const { before, events, at, command } = decided;
  const lost = failed.map((move) => move.entryId);
  const wanted = entriesTaken(events);
  if (!command?.rows || !lost.every((id) => wanted.some((entry) => entry.id === id))) refuse('POOL_FULL');
  const kept = withoutLostSeats(before, events, lost, at);
  const dropped = wanted.filter((entry) => droppedIds(decided, { events: kept }).includes(entry.id));
  const answer = answerByRows(
    kept,
    command.rows.map((row) => rowWithout(row, dropped, lost)),
  );
  if (answer.kind === 'refused') refuse(answer.code);
  return { events: kept, code: answer.code, rows: answer.rows };
}

/** Answers a row anew when its entry is dropped; `lost` are those that found no seat themselves. */
function rowWithout(row: RowAnswer, dropped: Entry[], lost: string[]): RowAnswer {
  const entry = dropped.find(
    ({ subject, campus }) => row.code === 'TAKEN' && subject === row.subject && campus === row.campus,
  );
  if (!entry) return row;
  return { ...row, code: lost.includes(entry.id) ? 'POOL_FULL' : 'WRITTEN_FIRST' };
}

function droppedIds(decided: Pick<Decided, 'events'>, kept: Pick<Decided, 'events'>): string[] {
  const taken = entriesTaken(kept.events).map((entry) => entry.id);
  return entriesTaken(decided.events)
    .map((entry) => entry.id)
    .filter((id) => !taken.includes(id));
}

function entriesTaken(events: RegistrationEvent[]): Entry[] {
  return events.flatMap((event) => (event.type === 'entryTaken' ? [event.entry] : []));
}
