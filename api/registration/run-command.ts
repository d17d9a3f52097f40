import type { Clock } from '../../config/clock.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import type { Database } from '../../db/connect.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Command } from '../../domain/registration/commands.ts';
import { decide } from '../../domain/registration/decide/index.ts';
import { refusalMoment } from '../../domain/registration/refusal-moment.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { RegistrationPlace } from '../../gateways/temporal/registration-start.ts';
import { type AcceptedCommand, type Intent, runOnce } from '../commands/run-once.ts';
import type { WorkflowClientPort } from '../commands/workflow-client.ts';
import { ApiError } from '../http/errors.ts';

/** A command with the facts and the record on which it is to be decided. */
export interface Prepared {
  place: RegistrationPlace;
  state: Registration;
  command: Command;
}

interface Needs {
  db: Database;
  clock: Clock;
  workflows: WorkflowClientPort;
}

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
    const { place, state, command } = await prepare(ids);
    const now = deps.clock.now().getTime();
    const early = decide(state, command, now);
    if (early.kind === 'refused') {
      const moment = refusalMoment(early.code, state, command, now);
      throw new ApiError(early.code, { moment, ...(early.rows && { extra: { rows: early.rows } }) });
    }
    const answer = await deps.workflows.send(place, command, updateId);
    return { subject: subjectOf('registration', place.registrationId), answer };
  });
}
