import type { SeasonOf } from '../../db/exam-session/season-in-transaction.ts';
import type { RegistrationRecord } from '../../db/registration/read-registration.ts';
import type { PresentEnds } from '../../domain/registration/commands.ts';
import { actionFactsOf } from '../../domain/registration/present-facts.ts';
import { campusesOf } from '../../domain/registration/registration-ends.ts';

/** Reads the ends, as staff have set them now, on which the deadlines of a registration depend. */
export async function readPresentEnds(
  seasonOf: SeasonOf,
  record: Pick<RegistrationRecord, 'id' | 'examSessionId' | 'campusCode' | 'state'>,
): Promise<PresentEnds> {
  const { id: registrationId, examSessionId, campusCode, state: registration } = record;
  const season = await seasonOf(examSessionId, campusesOf(registration, campusCode));
  return actionFactsOf(season, { registrationId, campusCode, registration }).ends;
}
