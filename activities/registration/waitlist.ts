import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/connect.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { homeCampus, oralCampus, readCampusSettings } from '../../db/exam-session/read-campuses.ts';
import { readRegistration } from '../../db/registration/read-registration.ts';
import {
  acceptOffer,
  joinQueue,
  leaveQueue,
  listOpenedPools,
  lockPools,
  promoteHeads,
} from '../../db/seats/waitlist.ts';
import {
  campuses,
  candidates,
  examSessions,
  offerings,
  registrations,
  waitlistEntries,
} from '../../db/schema/index.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { PromotionFacts } from '../../domain/registration/commands.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Entry, Registration } from '../../domain/registration/state.ts';
import { windowAt } from '../../domain/exam-session/oral-campus.ts';

interface QueueContext {
  registrationId: string;
  before: Registration;
  events: RegistrationEvent[];
  version: number;
  at: Date;
}

/**
 * Locks the pools whose queues a decision touches, with those whose seats it will move, and accepts its offers.
 * @returns the code of the obstacle, or null
 */
export async function openQueues(
  tx: Transaction,
  context: QueueContext,
  moved: number[],
): Promise<DomainErrorCode | null> {
  const opened = await openedPools(tx, context);
  const queues = [...queuesOf(context), ...opened];
  // All pools are locked at once: locked in two steps, transactions could wait for each other in a circle.
  if (queues.length > 0) await lockPools(tx, [...queues, ...moved]);
  for (const offeringId of opened) await promoteHeads(tx, offeringId, context.at);
  for (const event of context.events) {
    if (event.type === 'waitlistPromoted' && !(await acceptOffer(tx, event.waitlistEntryId))) {
      return 'WAITLIST_ENTRY_NOT_FOUND';
    }
  }
  return null;
}

/**
 * Lists the pools to serve first: a campus that has just opened serves its queue before anybody takes a seat there.
 * Only orals can open late.
 */
async function openedPools(tx: Transaction, { before, events, at }: QueueContext): Promise<number[]> {
  const taken = events.flatMap((event): Entry[] => {
    if (event.type === 'entryTaken') return [event.entry];
    return event.type === 'entryReinstated'
      ? before.entries.filter((entry) => entry.id === event.entryId)
      : [];
  });
  const orals = taken.filter((entry) => entry.mode === 'oral').map((entry) => entry.offeringId);
  return orals.length === 0 ? [] : listOpenedPools(tx, at, orals);
}

/** Joins and leaves queues. @returns the code of the obstacle, or null */
export async function moveInQueues(tx: Transaction, context: QueueContext): Promise<DomainErrorCode | null> {
  for (const event of context.events) {
    if (event.type === 'waitlistJoined') {
      const joined = await joinQueue(tx, context.registrationId, event.waitlistEntry, {
        servedFrom: new Date(event.servedFrom),
        endsAt: new Date(event.endsAt),
      });
      if (!joined) return 'SEATS_LEFT';
    } else if (event.type === 'waitlistLeft') {
      await leaveQueue(tx, event.waitlistEntryId, event.reason, context);
    }
  }
  return null;
}

/**
 * Gives a freed seat to the head of its queue in the transaction that freed it, so that it is never on public sale
 * meanwhile.
 */
export async function serveQueues(tx: Transaction, freed: number[], context: QueueContext): Promise<void> {
  const left = queuesOf({
    ...context,
    events: context.events.filter((event) => event.type === 'waitlistLeft'),
  });
  for (const offeringId of [...new Set([...freed, ...left])].toSorted((one, other) => one - other)) {
    await promoteHeads(tx, offeringId, context.at);
  }
}

/** Lists the pools whose queue an event changes. */
function queuesOf({ before, events }: Pick<QueueContext, 'before' | 'events'>): number[] {
  return events.flatMap((event) => {
    if (event.type === 'waitlistJoined') return [event.waitlistEntry.offeringId];
    if (event.type === 'waitlistPromoted') return [event.entry.offeringId];
    if (event.type !== 'waitlistLeft') return [];
    return before.waitlist.filter((wait) => wait.id === event.waitlistEntryId).map((wait) => wait.offeringId);
  });
}

/** Reads whether the seat offered to a place in a queue may be taken, by present eligibility, campuses and settings. */
export async function readPromotionFacts(db: Database, waitlistEntryId: string): Promise<PromotionFacts> {
  const [row] = await db
    .select({
      candidate: candidates,
      campusCode: registrations.campusCode,
      settings: examSessions.settings,
      offering: offerings,
      hostSettings: campuses.settings,
    })
    .from(waitlistEntries)
    .innerJoin(candidates, eq(candidates.id, waitlistEntries.registrationId))
    .innerJoin(registrations, eq(registrations.id, waitlistEntries.registrationId))
    .innerJoin(examSessions, eq(examSessions.id, candidates.examSessionId))
    .innerJoin(offerings, eq(offerings.id, waitlistEntries.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
    .where(eq(waitlistEntries.id, waitlistEntryId));
  if (!row) return { eligible: false, holdMinutes: 0 };
  const { candidate, campusCode, settings, offering, hostSettings } = row;
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

/** Finds the registration that a place in a queue belongs to, while a seat is offered to it; null otherwise. */
export async function registrationOfOffer(db: Database, waitlistEntryId: string) {
  const [entry] = await db.select().from(waitlistEntries).where(eq(waitlistEntries.id, waitlistEntryId));
  return entry?.state === 'offered' ? readRegistration(db, entry.registrationId) : null;
}
