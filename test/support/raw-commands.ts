import { randomUUID } from 'node:crypto';
import { ApiError } from '../../api/errors.ts';
import { examSessionNamed } from '../../api/registration-facts.ts';
import { prepareSave } from '../../api/save-command.ts';
import type { Prepared } from '../../api/command-desk.ts';
import type { Command } from '../../domain/registration/commands.ts';
import type { RegistrationPlace } from '../../gateways/temporal/registration-start.ts';
import type { Platform } from './platform.ts';
import { recordOf } from './records.ts';
import type { Candidate, Place } from './walk.ts';

/** A save as the API would send it, past the checks by which it refuses early: only the rules are left. */
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

/** 快速打印: the command with the least to it, for tests of messages as such. */
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
