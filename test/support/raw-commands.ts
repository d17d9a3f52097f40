import { randomUUID } from 'node:crypto';
import { createActivities } from '../../activities/index.ts';
import { ApiError } from '../../api/http/errors.ts';
import { examSessionNamed } from '../../api/exam-session/exam-session-named.ts';
import { prepareSave } from '../../api/registration/save-command.ts';
import type { Prepared } from '../../api/registration/run-command.ts';
import type { Command } from '../../domain/registration/commands.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { RegistrationPlace } from '../../gateways/temporal/registration-start.ts';
import type { Platform } from './platform.ts';
import { recordOf } from './records.ts';
import type { Candidate, Place } from './walk.ts';

/** Prepares a save as the API would send it, past the checks by which it refuses early: only the rules are left. */
export async function preparedSave(
  platform: Platform,
  place: Place,
  of: Pick<Candidate, 'passport' | 'registrationId' | 'digest'>,
): Promise<Prepared> {
  return prepareSave(
    platform,
    { commandId: randomUUID(), requestHash: 'hash', passportId: of.passport.id },
    {
      examSession: await examSessionNamed(platform, place.examSessionId),
      provinceCode: place.campus.provinceCode,
      candidateId: of.registrationId,
      digest: of.digest,
    },
  );
}

/** Prepares 快速打印, the simplest command, for tests of messages as such. */
export async function quickPrint(
  platform: Platform,
  { passport, registrationId }: Candidate,
  on: boolean,
  commandId: string = randomUUID(),
): Promise<{ place: RegistrationPlace; command: Command }> {
  const record = await recordOf(platform, registrationId);
  const { settingsVersion } = await examSessionNamed(platform, record.examSessionId);
  return {
    place: { ...record, registrationId },
    command: {
      type: 'setQuickPrint',
      commandId,
      requestHash: 'hash',
      passportId: passport.id,
      on,
      facts: { settingsVersion },
    },
  };
}

/** Sends a command to its workflow, past the API. @returns what was accepted, or the code of the refusal */
export async function send(
  platform: Platform,
  { place, command }: Pick<Prepared, 'place' | 'command'>,
  attempt = 0,
): Promise<string> {
  try {
    const { code } = await platform.workflows.send(place, command, `${command.commandId}/${attempt}`);
    return code;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}

/** Carries out a command in the database as its activity does, without its workflow hearing of it. */
export async function commitUnheard(
  platform: Platform,
  candidate: Candidate,
  events: RegistrationEvent[],
): Promise<{ version: number }> {
  const { state, examSessionId } = await recordOf(platform, candidate.registrationId);
  const { settingsVersion } = await examSessionNamed(platform, examSessionId);
  const result = await createActivities(platform).applyDecision({
    registrationId: candidate.registrationId,
    examSessionId,
    state,
    events,
    actor: `passport/${candidate.passport.id}`,
    at: platform.clock.now().getTime(),
    command: { commandId: randomUUID(), requestHash: 'hash', code: 'OK', settingsVersion },
  });
  if (result.kind !== 'applied') throw new Error(`not committed: ${result.kind}`);
  return result;
}
