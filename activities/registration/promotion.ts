import type { Database } from '../../db/connect.ts';
import { homeCampus, oralCampus, readCampusSettings } from '../../db/exam-session/read-campuses.ts';
import { readQueuePlace } from '../../db/registration/read-offer.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { windowAt } from '../../domain/exam-session/oral-campus.ts';
import type { PromotionFacts } from '../../domain/registration/commands.ts';

/** Reads whether the seat offered to a place in a queue may be taken, by present eligibility, campuses and settings. */
export async function readPromotionFacts(db: Database, waitlistEntryId: string): Promise<PromotionFacts> {
  const place = await readQueuePlace(db, waitlistEntryId);
  if (!place) return { eligible: false, holdMinutes: 0 };
  const { candidate, campusCode, settings, offering, hostSettings } = place;
  const [eligibility, homeSettings] = await Promise.all([
    readEligibility(db, { ...candidate, campus: { code: candidate.campusCode } }, { settings }),
    readCampusSettings(db, campusCode),
  ]);
  const own = eligibility.find(({ subject }) => subject.code === offering.subjectCode);
  const window = { opensAt: offering.opensAt.getTime(), closesAt: offering.closesAt.getTime() };
  const admitted =
    own &&
    windowAt(
      homeCampus(campusCode, homeSettings),
      oralCampus(offering.campusCode, hostSettings),
      own.subject.mode,
      window,
    );
  return { eligible: own?.reason === null && admitted !== null, holdMinutes: settings.holdMinutes };
}
