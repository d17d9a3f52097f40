import type { Database } from '../../db/connect.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { readPlaces } from '../../db/registration/read-places.ts';
import { readRegistration } from '../../db/registration/read-registration.ts';
import { effectiveWindow, windowState } from '../../domain/exam-session/windows.ts';
import type { ReinstatementFacts } from '../../domain/registration/commands.ts';
import { isWithin } from '../../domain/time.ts';

/** Reads whether the entries that a late payment was for can be given back at this moment. */
export async function readReinstatementFacts(
  db: Database,
  input: { registrationId: string; examSessionId: string; entryIds: string[]; at: number },
): Promise<ReinstatementFacts> {
  const { registrationId, examSessionId, entryIds, at } = input;
  const record = await readRegistration(db, registrationId);
  const entries = record?.state.entries.filter((entry) => entryIds.includes(entry.id)) ?? [];
  if (!record || entries.length < entryIds.length) return { windowsOpen: false, seatsFree: false };

  const offeringIds = entries.map((entry) => entry.offeringId);
  const [windows, placeOf] = await Promise.all([
    readWindows(db, examSessionId, record.campusCode),
    readPlaces(db, offeringIds),
  ]);
  const online = effectiveWindow(windows, 'registration', record.campusCode);
  const places = offeringIds.map((id) => placeOf.get(id));
  return {
    windowsOpen:
      windowState(online, at) === 'open' &&
      places.every((place) => place !== undefined && isWithin(place, at)),
    seatsFree: places.every((place) => place !== undefined && place.free > 0 && place.waiting === 0),
  };
}
