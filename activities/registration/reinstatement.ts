import type { Reader } from '../../db/reader.ts';
import type { SeasonOf } from '../../db/exam-session/season-in-transaction.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { findOffering, windowsAround } from '../../domain/exam-session/season.ts';
import { readPools } from '../../db/seats/read-seats.ts';
import { readExtraWindow } from '../../db/registration/extra-window.ts';
import { readRegistration } from '../../db/registration/read-registration.ts';
import { effectiveWindow, managementEnd, windowState } from '../../domain/exam-session/windows.ts';
import type { ReinstatementFacts } from '../../domain/registration/commands.ts';
import type { Entry } from '../../domain/registration/state.ts';
import { seatsOnSale } from '../../domain/seats/seats.ts';
import { isWithin } from '../../domain/time.ts';

/** Reads whether the entries that a late payment was for can be given back at this moment. */
export async function readReinstatementFacts(
  db: Reader,
  seasonOf: SeasonOf,
  input: { registrationId: string; examSessionId: string; entryIds: string[]; at: number },
): Promise<ReinstatementFacts> {
  const { registrationId, examSessionId, entryIds, at } = input;
  const record = await readRegistration(db, registrationId);
  const entries = record?.state.entries.filter((entry) => entryIds.includes(entry.id)) ?? [];
  if (!record || entries.length < entryIds.length) return { windowsOpen: false, seatsFree: false };

  const offeringIds = entries.map((entry) => entry.offeringId);
  const campuses = [record.campusCode, ...entries.map((entry) => entry.campus)];
  const [present, pools] = await Promise.all([seasonOf(examSessionId, campuses), readPools(db, offeringIds)]);
  const season = seasonFor(present, await readExtraWindow(db, registrationId));
  const windows = windowsAround(season, ...campuses);
  const online = effectiveWindow(windows, 'registration', record.campusCode);
  const isOnOffer = ({ offeringId }: Entry) => {
    const offering = findOffering(season, offeringId);
    return offering !== null && isWithin(offering, at);
  };
  // Giving a seat back is taking it and paying for it: at its campus both must be possible.
  const isPayable = ({ campus }: Entry) => at < (managementEnd(windows, campus) ?? at);
  return {
    windowsOpen: windowState(online, at) === 'open' && entries.every(isPayable) && entries.every(isOnOffer),
    seatsFree: offeringIds.every((id) => {
      const pool = pools.find(({ offeringId }) => offeringId === id);
      return pool !== undefined && seatsOnSale(pool) > 0;
    }),
  };
}
