import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { applyDecision, type ApplyInput } from '../../activities/registration/apply-decision.ts';
import { ApiError } from '../../api/http/errors.ts';
import { prepareSave } from '../../api/registration/save-command.ts';
import { commandOf } from '../../api/registration/run-command.ts';
import { passports } from '../../db/schema/index.ts';
import type { Command } from '../../domain/registration/commands.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { RegistrationPlace } from '../../workflows/registration/messages.ts';
import type { Platform } from './platform.ts';
import { recordOf } from './records.ts';
import type { Candidate, Place } from './walk.ts';

/** A command and the registration to which it goes. */
export interface Sent {
  place: RegistrationPlace;
  command: Command;
}

/** Prepares a save as the API would send it, past the checks by which it refuses early: only the rules are left. */
export async function preparedSave(
  platform: Platform,
  place: Place,
  of: Pick<Candidate, 'passport' | 'registrationId' | 'digest'>,
): Promise<Sent> {
  const { id: passportId } = of.passport;
  const [passport] = await platform.db.select().from(passports).where(eq(passports.id, passportId));
  if (!passport) throw new Error(`no passport ${passportId}`);
  const prepared = await prepareSave(
    platform,
    { commandId: randomUUID(), requestHash: 'hash', passportId },
    { passportId, provinceCode: place.campus.provinceCode, passport },
    { examSessionId: place.examSessionId, candidateId: of.registrationId, digest: of.digest },
  );
  return commandOf(prepared, platform.clock.now());
}

/** Prepares 快速打印, the simplest command, for tests of messages as such. */
export async function quickPrint(
  platform: Platform,
  { passport, registrationId }: Candidate,
  on: boolean,
  commandId: string = randomUUID(),
): Promise<Sent> {
  const record = await recordOf(platform, registrationId);
  return {
    place: { ...record, registrationId },
    command: {
      type: 'setQuickPrint',
      commandId,
      requestHash: 'hash',
      passportId: passport.id,
      on,
    },
  };
}

/** Sends a command to its workflow, past the API. @returns what was accepted, or the code of the refusal */
export async function send(platform: Platform, { place, command }: Sent, attempt = 0): Promise<string> {
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
  const input: ApplyInput = {
    registrationId: candidate.registrationId,
    examSessionId,
    state,
    events,
    actor: `passport/${candidate.passport.id}`,
    at: platform.clock.now(),
    cause: { type: 'deadlineReached' },
    command: { commandId: randomUUID(), requestHash: 'hash', code: 'OK' },
  };
  // The events are the test's own: what led to them is not looked at.
  const result = await applyDecision(platform, input, async () => {});
  if (result.kind !== 'applied') throw new Error(`not committed: ${result.kind}`);
  return result;
}
