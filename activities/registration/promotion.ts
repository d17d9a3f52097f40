import type { SeasonOf } from '../../db/exam-session/season-in-transaction.ts';
import type { Reader } from '../../db/reader.ts';
import { readQueuePlace } from '../../db/registration/read-offer.ts';
import { findOffering } from '../../domain/exam-session/season.ts';
import type { PromotionFacts } from '../../domain/registration/commands.ts';
import { offeringFacts } from '../../domain/registration/offering-facts.ts';
import { eligibilityIn } from '../../domain/roll/eligibility.ts';

/** Reads whether the seat offered to a place in a queue may be taken, by present eligibility, campuses and settings. */
export async function readPromotionFacts(
  db: Reader,
  seasonOf: SeasonOf,
  waitlistEntryId: string,
): Promise<PromotionFacts> {
  const place = await readQueuePlace(db, waitlistEntryId);
  if (!place) return { eligible: false, holdMinutes: 0 };
  const { examSessionId, roll, campusCode, offeringId, hostCode } = place;
  const season = await seasonOf(examSessionId, [campusCode, roll.campusCode, hostCode]);
  const offering = findOffering(season, offeringId);
  const facts =
    offering && offeringFacts(season, { campusCode, eligibility: eligibilityIn(season, roll) }, offering);
  return {
    eligible: facts !== null && facts.ineligible === null && facts.campusAllowed,
    holdMinutes: season.examSession.settings.holdMinutes,
    ...(facts?.managementEndsAt !== undefined && { managementEndsAt: facts.managementEndsAt }),
  };
}
