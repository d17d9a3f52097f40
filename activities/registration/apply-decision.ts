import type { Database, Transaction } from '../../db/connect.ts';
import { projectOrders, readOrderOwners } from '../../db/registration/project-orders.ts';
import { violatedIndex } from '../../db/unique-violation.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { answerCommand } from './answer-command.ts';
import { checkFacts, checkRecord } from './check-record.ts';
import type { Decided, DecidedCommand, Seated } from './decided.ts';
import { NothingWritten, type Unapplied } from './nothing-written.ts';
import { seatMovesOf } from './seat-moves.ts';
import { recordSeats, takeSeats } from './take-seats.ts';
import { tell } from './tell.ts';
import { moveInQueues, openQueues, serveQueues } from './waitlist.ts';
import { recordHistory, writeRecord } from './write-record.ts';

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
  command?: DecidedCommand;
}

/** A committed decision; `dropped` are entries for which no seat was left, unset when there are none. */
interface Applied {
  kind: 'applied';
  version: number;
  code: AcceptedCode;
  dropped?: string[] | undefined;
}

export type ApplyResult = Applied | Unapplied;

/**
 * Applies one decision in one transaction: seats with their ledger rows, the record, the audit rows, orders and outbox.
 */
export async function applyDecision(db: Database, input: ApplyInput): Promise<ApplyResult> {
  try {
    return await db.transaction((tx) => carryOut(tx, decidedOf(input)));
  } catch (error) {
    if (error instanceof NothingWritten) return error.result;
    if (violatedIndex(error) === 'registrations_one_per_passport')
      return { kind: 'refused', code: 'PASSPORT_ALREADY_BOUND' };
    throw error;
  }
}

function decidedOf({ state, at, ...decision }: ApplyInput): Decided {
  return {
    ...decision,
    command: decision.command,
    before: state,
    moves: seatMovesOf(state, decision.events),
    at: new Date(at),
  };
}

/** Checks, takes seats, writes, and serves queues; any step may end the transaction by throwing NothingWritten. */
async function carryOut(tx: Transaction, decided: Decided): Promise<Applied> {
  await checkRecord(tx, decided);
  await checkFacts(tx, decided);

  await openQueues(tx, decided);
  const seated = await takeSeats(tx, decided);
  if (seated.events.length === 0) {
    await answerCommand(tx, seated);
    return applied(seated);
  }

  await moveInQueues(tx, seated);
  await writeRecord(tx, seated);
  const owners = await readOrderOwners(tx, seated.events);
  await Promise.all([
    recordSeats(tx, seated),
    projectOrders(tx, seated, owners),
    recordHistory(tx, seated),
    tell(tx, seated, owners),
    answerCommand(tx, seated),
  ]);
  await serveQueues(tx, seated);
  return applied(seated);
}

function applied({ after, code, dropped }: Seated): Applied {
  return { kind: 'applied', version: after.version, code, dropped: dropped.length > 0 ? dropped : undefined };
}
