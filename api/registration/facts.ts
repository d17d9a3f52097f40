import type { RegistrationRecord } from '../../db/registration/read-registration.ts';
import { readToDecide, type RegistrationToDecide } from '../../db/registration/read-to-decide.ts';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { type Season, windowsAround } from '../../domain/exam-session/season.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import type { ActionFacts } from '../../domain/registration/actions.ts';
import { actionFactsOf } from '../../domain/registration/present-facts.ts';
import type { PhotoState } from '../../domain/roll/photo-review.ts';
import type { RollFacts } from '../../domain/roll/eligibility.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { Period } from '../../domain/time.ts';
import type { ApiDependencies } from '../context.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { ApiError } from '../http/errors.ts';

/** A registration with the settings by which it is shown. */
export interface RegistrationFacts {
  season: Season;
  record: RegistrationRecord;
  actionFacts: ActionFacts;
  /** 准考证打印时间 */
  ticketWindows: Record<Mode, Period | null>;
  /** How the photo of the roll entry was decided; null: it has none. */
  photoState: PhotoState | null;
}

/**
 * Reads the registration that a passport holds in an exam session with all that its commands are decided by.
 * @param offeringIds those that are asked for, whose pools come along
 * @throws ApiError REGISTRATION_NOT_FOUND
 */
export async function requireToDecide(
  { db, seasons }: Pick<ApiDependencies, 'db' | 'seasons'>,
  passportId: string,
  examSessionId: string,
  offeringIds: number[] = [],
): Promise<RegistrationToDecide & { season: Season }> {
  const found = await readToDecide(db, { passportId, examSessionId }, offeringIds);
  if (!found) throw new ApiError('REGISTRATION_NOT_FOUND');
  const season = await seasons.at(examSessionId, found.versions);
  return { ...found, season: seasonFor(season, found.extraWindow) };
}

/**
 * Reads the registration that a passport holds in the exam session named, or else in the current one, to be shown.
 * @throws ApiError EXAM_SESSION_UNKNOWN, REGISTRATION_NOT_FOUND
 */
export async function readRegistrationFacts(
  deps: Pick<ApiDependencies, 'db' | 'seasons' | 'clock'>,
  passportId: string,
  examSessionId: string | undefined,
): Promise<RegistrationFacts & { roll: RollFacts; extraWindow: ExtraWindow | null }> {
  const { id } = (await seasonNamed(deps, examSessionId)).examSession;
  const found = await requireToDecide(deps, passportId, id);
  const { season, record, roll, photoState, extraWindow } = found;
  return { ...registrationFacts(season, record, photoState), roll, extraWindow };
}

/** Gathers the settings by which a record is shown. */
export function registrationFacts(
  season: Season,
  record: RegistrationRecord,
  photoState: PhotoState | null,
): RegistrationFacts {
  const { id, campusCode, state } = record;
  const windows = windowsAround(season, campusCode);
  return {
    season,
    record,
    photoState,
    actionFacts: actionFactsOf(season, { registrationId: id, campusCode, registration: state }),
    ticketWindows: {
      written: effectiveWindow(windows, 'ticketWritten', campusCode),
      oral: effectiveWindow(windows, 'ticketOral', campusCode),
    },
  };
}
