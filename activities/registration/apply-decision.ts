import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/connect.ts';
import { bindRegistration } from '../../db/registration/bind-registration.ts';
import { moveSeats, recordSeatMoves, type SeatMove } from '../../db/seats/move-seats.ts';
import { type OrderOwners, projectOrders, readOrderOwners } from '../../db/registration/project-orders.ts';
import { rowAheadKey } from '../../db/messages/row-ahead.ts';
import { violatedIndex } from '../../db/unique-violation.ts';
import { writeRegistration } from '../../db/registration/write-registration.ts';
import {
  commands,
  examSessions,
  type OutboxMessage,
  registrationEvents,
  registrations,
} from '../../db/schema/index.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { AcceptedCode, RowAnswer } from '../../domain/registration/decide/decision.ts';
import { answerByRows } from '../../domain/registration/decide/select-subjects.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { withoutLostSeats } from '../../domain/registration/lost-seats.ts';
import type { Entry, Registration } from '../../domain/registration/state.ts';
import { moveInQueues, openQueues, serveQueues } from './waitlist.ts';
import { messagesOf } from './messages.ts';
import { seatMovesOf } from './seat-moves.ts';
import type { Actor } from '../../domain/actor.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import { rememberAnswer } from '../../db/commands.ts';
import { subjectOf } from '../../domain/command-subject.ts';

/** A workflow's decision, to be carried out. */
export interface ApplyInput {
  registrationId: string;
  examSessionId: string;
  /** The state on which the decision was taken; its version must still be the record's. */
  state: Registration;
  events: RegistrationEvent[];
  /** `passport/<id>`, `gateway/<name>` or `timer`. */
  actor: Actor;
  /** Milliseconds since 1970. */
  at: number;
  /** The candidate's command; unset for what happens by itself. */
  command?: {
    commandId: string;
    requestHash: string;
    code: AcceptedCode;
    rows?: RowAnswer[];
    settingsVersion: number;
    rollDigest?: string;
  };
}

/**
 * Outcomes of applying a decision:
 * - `applied`: committed; `dropped` are entries for which no seat was left
 * - `behind`: the record is ahead of the workflow; nothing was written, fold `state` and decide again
 * - `duplicate`: this command was committed before; fold `state` and give the same answer
 * - `refused`: nothing was written
 */
export type ApplyResult =
  | { kind: 'applied'; version: number; code: AcceptedCode; dropped?: string[] }
  | { kind: 'behind'; state: Registration }
  | { kind: 'duplicate'; state: Registration; code: AcceptedCode }
  | { kind: 'refused'; code: DomainErrorCode };

/** The time an accepted command may stay unanswered before the relay tells its workflow that the record is ahead. */
const ROW_AHEAD_AFTER_MS = 30_000;

/** The error that rolls the transaction back and carries the answer out of it. */
class NothingWritten extends Error {
  readonly result: ApplyResult;
  constructor(result: ApplyResult) {
    super(result.kind);
    this.result = result;
  }
}

/**
 * Applies one decision in one transaction: seats with their ledger rows, the record, the audit rows, orders and outbox.
 */
export async function applyDecision(db: Database, input: ApplyInput): Promise<ApplyResult> {
  try {
    return await db.transaction((tx) => applyInTransaction(tx, input));
  } catch (error) {
    if (error instanceof NothingWritten) return error.result;
    if (violatedIndex(error) === 'registrations_one_per_passport')
      return { kind: 'refused', code: 'PASSPORT_ALREADY_BOUND' };
    throw error;
  }
}

async function applyInTransaction(tx: Transaction, input: ApplyInput): Promise<ApplyResult> {
  const at = new Date(input.at);
  await checkRecord(tx, input);
  await checkFacts(tx, input);

  const moves = seatMovesOf(input.state, input.events);
  const queues = { ...input, before: input.state, version: input.state.version + 1, at };
  const moved = moves.map((move) => move.offeringId);
  refuseIf(await openQueues(tx, queues, moved));
  const failed = await moveSeats(tx, moves);
  const { events, code, rows, dropped } = withoutFailed(input, failed);
  const made = moves.filter((move) => !dropped.includes(move.entryId));
  // Seats were found for these entries, but they are dropped: an oral, for instance, whose written found no seat.
  const unused = moves.filter((move) => dropped.includes(move.entryId) && !failed.includes(move));
  await moveSeats(
    tx,
    unused.map((move) => ({ ...move, from: move.to, to: move.from })),
  );
  if (events.length === 0) {
    await recordCommand(tx, input, input.state.version, code, rows, at);
    return { kind: 'applied', version: input.state.version, code };
  }

  refuseIf(await moveInQueues(tx, { ...queues, events }));
  const after = evolve(input.state, events);
  await writeRecord(tx, input, after, at);
  const owners = await readOrderOwners(tx, events);
  await Promise.all([
    recordSeatMoves(tx, made, { registrationId: input.registrationId, version: after.version, at }),
    projectOrders(tx, {
      ...input,
      before: input.state,
      after: undeleted(input.state, events),
      events,
      owners,
      at,
    }),
    recordEvents(tx, input, events, after.version, at),
    tellOf(tx, input, events, owners, after.version, at),
    recordCommand(tx, input, after.version, code, rows, at),
  ]);
  const freed = made.filter((move) => move.to === 'free').map((move) => move.offeringId);
  await serveQueues(tx, freed, { ...queues, events });
  return { kind: 'applied', version: after.version, code, ...(dropped.length > 0 ? { dropped } : {}) };
}

function refuseIf(code: DomainErrorCode | null): void {
  if (code) throw new NothingWritten({ kind: 'refused', code });
}

async function checkRecord(tx: Transaction, { registrationId, state, command }: ApplyInput): Promise<void> {
  const [[record], [earlier]] = await Promise.all([
    tx
      .select({ version: registrations.version, state: registrations.state })
      .from(registrations)
      .where(eq(registrations.id, registrationId))
      .for('update'),
    command
      ? tx.select({ answer: commands.answer }).from(commands).where(eq(commands.id, command.commandId))
      : Promise.resolve([]),
  ]);
  if (record && earlier) {
    throw new NothingWritten({
      kind: 'duplicate',
      state: record.state,
      code: earlier.answer.code as AcceptedCode,
    });
  }
  if (record && record.version !== state.version)
    throw new NothingWritten({ kind: 'behind', state: record.state });
  if (!record && state.version > 0) throw new Error(`registration ${registrationId} has no record`);
}

async function checkFacts(tx: Transaction, { examSessionId, command }: ApplyInput): Promise<void> {
  if (!command) return;
  const [examSession] = await tx
    .select({ settingsVersion: examSessions.settingsVersion })
    .from(examSessions)
    .where(eq(examSessions.id, examSessionId));
  if (examSession?.settingsVersion !== command.settingsVersion) {
    throw new NothingWritten({ kind: 'refused', code: 'FACTS_CHANGED' });
  }
}

/** Drops the entries that found no seat. Rows of a request fail alone; a reinstatement without its seat fails whole. */
function withoutFailed(
  { state, events, at, command }: ApplyInput,
  failed: SeatMove[],
): { events: RegistrationEvent[]; code: AcceptedCode; rows?: RowAnswer[]; dropped: string[] } {
  const rows = command?.rows;
  if (failed.length === 0)
    return { events, code: command?.code ?? 'OK', ...(rows ? { rows } : {}), dropped: [] };
  const lost = failed.map((move) => move.entryId);
  const wanted = entriesTaken(events);
  if (!rows || !lost.every((id) => wanted.some((entry) => entry.id === id)))
    throw new NothingWritten({ kind: 'refused', code: 'POOL_FULL' });
  const kept = withoutLostSeats(state, events, lost, at);
  const taken = entriesTaken(kept);
  const dropped = wanted.filter((entry) => !taken.some(({ id }) => id === entry.id));
  const answer = answerByRows(
    kept,
    rows.map((row): RowAnswer => {
      const entry = dropped.find(
        ({ subject, campus }) => row.code === 'TAKEN' && subject === row.subject && campus === row.campus,
      );
      if (!entry) return row;
      return { ...row, code: lost.includes(entry.id) ? 'POOL_FULL' : 'WRITTEN_FIRST' };
    }),
  );
  if (answer.kind === 'refused') throw new NothingWritten({ kind: 'refused', code: answer.code });
  const { code } = answer;
  return {
    events: kept,
    code,
    ...(answer.rows && { rows: answer.rows }),
    dropped: dropped.map((entry) => entry.id),
  };
}

function entriesTaken(events: RegistrationEvent[]): Entry[] {
  return events.flatMap((event) => (event.type === 'entryTaken' ? [event.entry] : []));
}

async function writeRecord(tx: Transaction, input: ApplyInput, after: Registration, at: Date): Promise<void> {
  const rollDigest = input.command?.rollDigest;
  if (input.events.some((event) => event.type === 'saved') && rollDigest !== undefined) {
    const outcome = await bindRegistration(tx, input.registrationId, after, rollDigest, at);
    if (outcome === 'rollChanged') throw new NothingWritten({ kind: 'refused', code: 'FACTS_CHANGED' });
    if (outcome === 'passportClosed') throw new NothingWritten({ kind: 'refused', code: 'NOT_YOURS' });
    if (outcome === 'versionMoved')
      throw new Error(`registration ${input.registrationId} was bound meanwhile`);
    return;
  }
  if (!(await writeRegistration(tx, input.registrationId, after, at))) {
    throw new Error(`registration ${input.registrationId} moved under its lock`);
  }
}

/**
 * Computes the state without the deletion: orders outlive their registration, so the effect of its last decision on
 * them is recorded too.
 */
function undeleted(before: Registration, events: RegistrationEvent[]): Registration {
  return evolve(
    before,
    events.filter((event) => event.type !== 'deleted'),
  );
}

async function recordEvents(
  tx: Transaction,
  input: ApplyInput,
  events: RegistrationEvent[],
  version: number,
  at: Date,
) {
  await tx.insert(registrationEvents).values(
    events.map((event, position) => ({
      registrationId: input.registrationId,
      version,
      position,
      event,
      actor: input.actor,
      happenedAt: at,
    })),
  );
}

async function tellOf(
  tx: Transaction,
  input: ApplyInput,
  events: RegistrationEvent[],
  owners: OrderOwners,
  version: number,
  at: Date,
) {
  const messages: { key: string; subject: string; message: OutboxMessage; dueAt: Date }[] = messagesOf(
    input.state,
    events,
    owners,
  ).map((message, position) => ({
    key: `${message.kind}/${input.registrationId}/${version}/${position}`,
    subject: `${message.kind}/${input.registrationId}`,
    message,
    dueAt: at,
  }));
  if (input.command) {
    messages.push({
      key: rowAheadKey(subjectOf('registration', input.registrationId), version),
      subject: `row-ahead/${input.registrationId}`,
      message: { kind: 'rowAhead', registrationId: input.registrationId },
      dueAt: new Date(input.at + ROW_AHEAD_AFTER_MS),
    });
  }
  await leaveMessages(tx, messages);
}

async function recordCommand(
  tx: Transaction,
  { registrationId, command }: ApplyInput,
  version: number,
  code: AcceptedCode,
  rows: RowAnswer[] | undefined,
  at: Date,
) {
  if (!command) return;
  const subject = subjectOf('registration', registrationId);
  await rememberAnswer(tx, command, { subject, answer: { version, code, ...(rows ? { rows } : {}) } }, at);
}
