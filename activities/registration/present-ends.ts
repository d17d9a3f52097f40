import type { Reader } from '../../db/reader.ts';
import { readExtraWindow } from '../../db/registration/extra-window.ts';
import type { SeasonOf } from '../../db/exam-session/season-in-transaction.ts';
import type { RegistrationRecord } from '../../db/registration/read-registration.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import type { PresentEnds } from '../../domain/registration/commands.ts';
import { actionFactsOf } from '../../domain/registration/present-facts.ts';
import { campusesOf } from '../../domain/registration/registration-ends.ts';

/** Reads the ends, as staff have set them now, on which the deadlines of a registration depend. */
export async function readPresentEnds(
  db: Reader,
  seasonOf: SeasonOf,
  record: Pick<RegistrationRecord, 'id' | 'examSessionId' | 'campusCode' | 'state'>,
): Promise<PresentEnds> {
  const { id: registrationId, examSessionId, campusCode, state: registration } = record;
  const present = await seasonOf(examSessionId, campusesOf(registration, campusCode));
  const season = seasonFor(present, await readExtraWindow(db, registrationId));
  return actionFactsOf(season, { registrationId, campusCode, registration }).ends;
}
