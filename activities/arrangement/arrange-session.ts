import type { Clock } from '../../config/clock.ts';
import type { Database, Transaction } from '../../db/connect.ts';
import {
  type ArrangedOffering,
  type ArrangementScope,
  countOfferings,
  listOfferingsAfter,
  listOtherSeats,
  listRoomSeats,
  listUnseated,
  lockOffering,
  writeArrangement,
} from '../../db/arrangement/arrange.ts';
import { readExamSession } from '../../db/exam-session/change-exam-session.ts';
import { arrangeSeats } from '../../domain/arrangement/arrange-seats.ts';
import { testTime } from '../../domain/arrangement/exam-time.ts';
import { ticketNumber } from '../../domain/arrangement/ticket-number.ts';
import type { Actor } from '../../domain/actor.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import type { Period } from '../../domain/time.ts';

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
  const session = await readExamSession(db, scope.examSessionId);
  const { oralSittingMinutes } = session?.settings ?? DEFAULT_SETTINGS;
  let afterId = 0;
  for (;;) {
    const page = await listOfferingsAfter(db, scope, afterId);
    for (const offering of page) {
      const seatedCount = await arrangeOffering(request, offering, oralSittingMinutes);
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
  sittingMinutes: number,
): Promise<number> {
  const { examSessionId } = scope;
  const { campusCode, subjectCode } = offering;
  return db.transaction(async (transaction) => {
    await lockOffering(transaction, examSessionId, offering);
    const entries = await listUnseated(transaction, offering.id);
    if (entries.length === 0) return 0;
    const seed = newSeed();
    const registrationOf = new Map(entries.map((entry) => [entry.entryId, entry.registrationId]));
    const seats = arrangeSeats({
      entryIds: [...registrationOf.keys()],
      taken: await listRoomSeats(transaction, offering.id),
      roomSize,
      seed,
      busy: await busyTimes(transaction, offering, registrationOf, sittingMinutes),
      timeOf: (room) => testTime({ ...offering, room }, sittingMinutes),
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

/**
 * Finds when people of an oral test sit others: its sittings can be chosen so that nobody is in two at once. Written tests are
 * all at one time, which is set apart from that of others.
 */
async function busyTimes(
  transaction: Transaction,
  { id, mode }: ArrangedOffering,
  registrationOf: ReadonlyMap<string, string>,
  sittingMinutes: number,
): Promise<Map<string, Period[]>> {
  if (mode !== 'oral') return new Map();
  const seats = await listOtherSeats(transaction, id, [...registrationOf.values()]);
  const timesOf = new Map<string, Period[]>();
  for (const seat of seats) {
    const time = testTime(seat, sittingMinutes);
    if (time) timesOf.set(seat.registrationId, [...(timesOf.get(seat.registrationId) ?? []), time]);
  }
  return new Map(
    [...registrationOf].map(([entryId, registrationId]) => [entryId, timesOf.get(registrationId) ?? []]),
  );
}
