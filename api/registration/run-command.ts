import type { Clock } from '../../config/clock.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import type { Database } from '../../db/connect.ts';
import { namesAnothers } from '../../db/registration/is-anothers.ts';
import type { PoolRecord } from '../../db/seats/read-seats.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import type { Command, OfferingFacts } from '../../domain/registration/commands.ts';
import { decide } from '../../domain/registration/decide/index.ts';
import {
  type Request,
  type RegistrationOnRoll,
  offeringsAsked,
  withPresentFacts,
} from '../../domain/registration/present-facts.ts';
import { refusalMoment } from '../../domain/registration/refusal-moment.ts';
import { provinceCodeOf, schoolCodeOf } from '../../domain/scopes.ts';
import { seatsOnSale } from '../../domain/seats/seats.ts';
import type { Instant } from '../../domain/time.ts';
import type { RegistrationPlace } from '../../workflows/registration/messages.ts';
import { type AcceptedCommand, type Intent, runOnce } from '../commands/run-once.ts';
import type { WorkflowClientPort } from '../commands/workflow-client.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ApiError } from '../http/errors.ts';

/** A request with the registration, its roll entry and the settings on which it is to be decided. */
export interface Prepared {
  season: Season;
  onRoll: RegistrationOnRoll;
  /** The pools of the offerings that it asks for. */
  pools: PoolRecord[];
  /** True when the texts in force are accepted. */
  hasAgreed: boolean;
  request: Request;
}

interface Needs {
  db: Database;
  clock: Clock;
  workflows: WorkflowClientPort;
}

/** The refusals of what is not there: it may be somebody else's. */
const NOT_THERE: readonly ErrorCode[] = ['ENTRY_NOT_FOUND', 'ORDER_NOT_FOUND', 'WAITLIST_ENTRY_NOT_FOUND'];

/**
 * Runs one command on a registration. The rules are applied before sending, so that most refusals come early.
 * @throws ApiError COMMAND_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED, or the code of the refusal
 */
export async function runCommand(
  deps: Needs,
  intent: Intent,
  prepare: (ids: CommandIdentity) => Promise<Prepared>,
): Promise<AcceptedCommand> {
  return runOnce(deps, intent, async (ids, updateId) => {
    const prepared = await prepare(ids);
    const { registration } = prepared.onRoll;
    const now = deps.clock.now();
    const { place, command } = commandOf(prepared, now);
    const early = decide(registration, command, now);
    if (early.kind === 'refused') {
      const moment = refusalMoment(early.code, registration, command, now);
      const isDenied =
        NOT_THERE.includes(early.code) && (await namesAnothers(deps.db, prepared.request, intent.actor));
      throw new ApiError(early.code, {
        moment,
        isDenied,
        ...(early.rows && { extra: { rows: early.rows } }),
      });
    }
    // What is there already is paid and given up without them.
    if (!prepared.hasAgreed && offeringsAsked(prepared.request).length > 0)
      throw new ApiError('AGREEMENT_REQUIRED');
    const answer = await deps.workflows.send(place, command, updateId);
    return { subject: subjectOf('registration', place.registrationId), answer };
  });
}

/**
 * Makes the command of a request, and names the registration to which it goes.
 * @throws ApiError SUBJECT_NOT_OFFERED when it asks for an offering that there is not
 */
export function commandOf(
  { season, onRoll, pools, request }: Prepared,
  now: Instant,
): { place: RegistrationPlace; command: Command } {
  const command = withPresentFacts(request, season, onRoll, now);
  if (!command) throw new ApiError('SUBJECT_NOT_OFFERED');
  const { registrationId, campusCode } = onRoll;
  return {
    place: {
      registrationId,
      examSessionId: season.examSession.id,
      provinceCode: provinceCodeOf(campusCode),
      schoolCode: schoolCodeOf(campusCode),
      campusCode,
    },
    command: withSeats(command, pools),
  };
}

/** Says whether the seats asked for are on sale, for early refusals. */
function withSeats(command: Command, pools: PoolRecord[]): Command {
  const seated = <Row extends OfferingFacts>(row: Row): Row => {
    const pool = pools.find(({ offeringId }) => offeringId === row.offeringId);
    return { ...row, seatAvailable: pool !== undefined && seatsOnSale(pool) > 0 };
  };
  if (command.type === 'selectSubjects') return { ...command, rows: command.rows.map(seated) };
  if (command.type === 'joinWaitlist') return { ...command, row: seated(command.row) };
  return command;
}
