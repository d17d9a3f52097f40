import type { Transaction } from '../../db/connect.ts';
import { withSeason } from '../../db/exam-session/season-in-transaction.ts';
import type { Vault } from '../../db/vault.ts';
import { withNumber } from '../../db/passport/lock-numbers.ts';
import { ordersProjected, readOrderOwners } from '../../db/registration/project-orders.ts';
import { together } from '../../db/together.ts';
import { isForbidden, violatedIndex } from '../../db/unique-violation.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Command, Occurrence } from '../../domain/registration/commands.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { commandAnswered } from './answer-command.ts';
import { checkCause } from './check-cause.ts';
import { checkRecord } from './check-record.ts';
import type { Decided, DecidedCommand, Seated } from './decided.ts';
import { NothingWritten, type NotApplied } from './nothing-written.ts';
import { lockNumber, settleNumberOf } from './number-of-passport.ts';
import { seatMovesOf } from './seat-moves.ts';
import {
  countingOnSeats,
  mayTakeSeatsLast,
  SeatGone,
  seatsRecorded,
  takeSeats,
  takeSeatsLast,
} from './take-seats.ts';
import { messagesTold } from './tell.ts';
import { moveInQueues, openQueues, serveQueues } from './waitlist.ts';
import { historyRecorded, writeRecord } from './write-record.ts';

/** A workflow's decision, to be carried out. */
export interface ApplyInput {
  registrationId: string;
  examSessionId: string;
  /** The state on which the decision was taken; its version must still be the record's. */
  state: Registration;
  events: RegistrationEvent[];
  /** The candidate who sent the command, or what happened by itself: a gateway or a timer. */
  actor: Actor;
  /** Milliseconds since 1970. */
  at: number;
  /** The candidate's command; unset for what happens by itself. */
  command?: DecidedCommand;
  /** What was decided on: the command with its facts, or what happened. */
  cause: Command | Occurrence;
}

/** A committed decision; `dropped` are entries for which no seat was left, unset when there are none. */
interface Applied {
  kind: 'applied';
  version: number;
  code: AcceptedCode;
  dropped?: string[] | undefined;
}

export type ApplyResult = Applied | NotApplied;

/**
 * Applies one decision in one transaction: seats with their ledger rows, the record, the audit rows, orders and outbox.
 */
export async function applyDecision(
  { db, vault, seasons }: Pick<ActivityDependencies, 'db' | 'vault' | 'seasons'>,
  input: ApplyInput,
  check = checkCause,
): Promise<ApplyResult> {
  const given = decidedOf(input);
  const carriedOut = (seatsLast: boolean) =>
    withSeason(seasons, () =>
      withNumber(db, (tx) =>
        carryOut(tx, vault, { ...given, seatsLast }, (decided) => check(tx, vault, decided, seasons)),
      ),
    );
  try {
    return await carriedOut(mayTakeSeatsLast(given)).catch((error: unknown) => {
      if (error instanceof SeatGone) return carriedOut(false);
      throw error;
    });
  } catch (error) {
    if (error instanceof NothingWritten) return error.result;
    if (violatedIndex(error) === 'registrations_one_per_passport')
      return { kind: 'refused', code: 'PASSPORT_ALREADY_BOUND' };
    // What happens by itself is tried again, ever more rarely: nobody is there to be refused.
    if (input.command && isForbidden(error)) return { kind: 'refused', code: 'RECORD_GUARDED' };
    throw error;
  }
}

/** A decision before anything is locked for it. */
type Given = Omit<Decided, 'campusCode' | 'rollEntry' | 'number'>;

function decidedOf({ state, at, ...decision }: ApplyInput): Given {
  return {
    ...decision,
    command: decision.command,
    before: state,
    moves: seatMovesOf(state, decision.events),
    at,
  };
}

/** Checks, takes seats, writes, and serves queues; any step may end the transaction by throwing NothingWritten. */
async function carryOut(
  tx: Transaction,
  vault: Vault,
  { seatsLast, ...given }: Given & { seatsLast: boolean },
  check: (decided: Decided) => Promise<void>,
): Promise<Applied> {
  const number = await lockNumber(tx, given);
  const decided = { ...given, ...(await checkRecord(tx, given)), number };
  await check(decided);

  await openQueues(tx, decided);
  const seated = seatsLast ? countingOnSeats(decided) : await takeSeats(tx, decided);
  if (seated.events.length === 0) {
    await together(tx, commandAnswered(tx, seated));
    return applied(seated);
  }

  await moveInQueues(tx, seated);
  await writeRecord(tx, vault, seated);
  await settleNumberOf(tx, seated);
  const owners = await readOrderOwners(tx, seated.events);
  await together(tx, [
    ...seatsRecorded(tx, seated),
    ...ordersProjected(tx, seated, owners),
    historyRecorded(tx, seated),
    ...messagesTold(tx, seated, owners),
    ...commandAnswered(tx, seated),
  ]);
  if (seatsLast) await takeSeatsLast(tx, seated);
  await serveQueues(tx, seated);
  return applied(seated);
}

function applied({ after, code, dropped }: Seated): Applied {
  return { kind: 'applied', version: after.version, code, dropped: dropped.length > 0 ? dropped : undefined };
}
