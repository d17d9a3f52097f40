import type { Clock } from '../../config/clock.ts';
import type { Database } from '../../db/connect.ts';
import {
  type ArrangedOffering,
  type ArrangementScope,
  countOfferings,
  listOfferingsAfter,
  listRoomSeats,
  listUnseated,
  lockOffering,
  writeArrangement,
} from '../../db/arrangement/arrange.ts';
import { arrangeSeats } from '../../domain/arrangement/arrange-seats.ts';
import { ticketNumber } from '../../domain/arrangement/ticket-number.ts';
import type { Actor } from '../../domain/actor.ts';

export interface ArrangementRequest {
  db: Database;
  clock: Clock;
  scope: ArrangementScope;
  roomSize: number;
  /** The name written to the audit log. */
  actor: Actor;
  /** Makes a seed that nobody can foresee. */
  newSeed: () => string;
  onProgress?: (progress: ArrangementProgress) => void;
}

export interface ArrangementProgress {
  doneCount: number;
  totalCount: number;
  seatedCount: number;
}

export interface ArrangementReport {
  /** The number of offerings (campus and subject) looked at. */
  offeringCount: number;
  /** The number of offerings in which somebody got a seat. */
  changedCount: number;
  /** The number of entries that got a seat in this run. */
  seatedCount: number;
}

/**
 * 编排: gives every paid entry that has none a room, a seat and a ticket number. Each campus and subject is one
 * transaction, so that an interrupted run is finished by running it again; seats once given stay.
 */
export async function arrangeSession(request: ArrangementRequest): Promise<ArrangementReport> {
  const { db, scope, onProgress = () => {} } = request;
  const totalCount = await countOfferings(db, scope);
  const report: ArrangementReport = { offeringCount: 0, changedCount: 0, seatedCount: 0 };
  let afterId = 0;
  for (;;) {
    const page = await listOfferingsAfter(db, scope, afterId);
    for (const offering of page) {
      const seatedCount = await arrangeOffering(request, offering);
      report.offeringCount += 1;
      report.changedCount += seatedCount > 0 ? 1 : 0;
      report.seatedCount += seatedCount;
      afterId = offering.id;
    }
    if (page.length === 0) return report;
    onProgress({ doneCount: report.offeringCount, totalCount, seatedCount: report.seatedCount });
  }
}

async function arrangeOffering(
  { db, clock, scope, roomSize, actor, newSeed }: ArrangementRequest,
  offering: ArrangedOffering,
): Promise<number> {
  const { examSessionId } = scope;
  const { campusCode, subjectCode } = offering;
  return db.transaction(async (transaction) => {
    await lockOffering(transaction, offering.id);
    const entries = await listUnseated(transaction, offering.id);
    if (entries.length === 0) return 0;
    const seed = newSeed();
    const registrationOf = new Map(entries.map((entry) => [entry.entryId, entry.registrationId]));
    const seats = arrangeSeats({
      entryIds: [...registrationOf.keys()],
      taken: await listRoomSeats(transaction, offering.id),
      roomSize,
      seed,
    }).map((seated) => ({
      ...seated,
      registrationId: registrationOf.get(seated.entryId) as string,
      ticketNumber: ticketNumber({ examSessionId, campusCode, subjectCode, ...seated }),
    }));
    const target = `${examSessionId}/${campusCode}/${subjectCode}`;
    await writeArrangement(transaction, { offering, target, seed, roomSize, actor, seats }, clock.now());
    return seats.length;
  });
}
