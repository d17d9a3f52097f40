import type { OwnRoll, OwnRolls } from '../../db/registration/read-own-rolls.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { type Season, windowsAround } from '../../domain/exam-session/season.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import type { SaveFacts } from '../../domain/registration/save-refusal.ts';
import { eligibilityIn, type SubjectEligibility } from '../../domain/roll/eligibility.ts';

/** Puts together the facts by which a passport may save a roll entry of its own as a registration. */
export function saveFactsOf(
  { season: everybodys, ownCandidateId }: Pick<OwnRolls, 'ownCandidateId'> & { season: Season },
  roll: OwnRoll,
  passportId: string,
): Omit<SaveFacts, 'subjects'> & { subjects: SubjectEligibility[] } {
  const { id, campusCode } = roll;
  const season = seasonFor(everybodys, roll.extraWindow);
  return {
    boundBy: boundBy(roll, passportId),
    passportBoundElsewhere: ownCandidateId !== null && ownCandidateId !== id,
    registrationWindow: effectiveWindow(windowsAround(season, campusCode), 'registration', campusCode),
    subjects: eligibilityIn(season, roll),
  };
}

function boundBy({ record }: OwnRoll, passportId: string): SaveFacts['boundBy'] {
  if (!record?.passportId) return 'nobody';
  return record.passportId === passportId ? 'you' : 'another';
}
