import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Reset } from '../../domain/review/commands.ts';
import { decideReset, resetRefusal } from '../../domain/review/decide.ts';
import { holdsScoredSubject } from '../../domain/review/use.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { takeBackMessage } from '../messages/take-back-message.ts';
import { candidates, examSessions, registrations, reviews } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import type { Vault } from '../vault.ts';
import { isFiler, tellDecided } from './decide-review.ts';
import { decisionMailKey, recordReviewEvent } from './record-review-event.ts';
import { readReview, type ReviewRecord, reviewEndsAt, reviewOf } from './read-review.ts';

/**
 * Takes a decision back, compared and set under the row's lock. Its mail goes with it where it has not left; otherwise the
 * candidate is told why.
 * @returns the record as it stands, and the reason if it was refused
 */
export async function resetReviewRecord(
  db: Database,
  vault: Vault,
  reviewId: string,
  reset: Reset,
  at: Instant,
): Promise<{ record: ReviewRecord; refusal: DomainErrorCode | null } | null> {
  return db.transaction(async (tx) => {
    const seen = await readReview(tx, reviewId);
    if (!seen) return null;
    // Locked first, as by whoever takes a subject: of a subject and a reset one finds the other.
    const isHeld = await lockUse(tx, seen.idNumberIndex);
    const [record] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for('update');
    if (!record) return null;
    const facts = {
      endsAt: await reviewEndsAt(tx, record),
      byStaff: record.decider !== null,
      isUsed: isHeld && record.state === 'approved',
      isOnePerson: await isFiler(tx, record, reset.account),
    };
    const refusal = resetRefusal(reviewOf(record), reset, facts, at);
    if (refusal) return { record, refusal };
    const isToldOf = !(await takeBackMessage(tx, await decisionMailKey(tx, reviewId)));
    const decision = decideReset(reset, isToldOf);
    if (decision.kind === 'refused') return { record, refusal: decision.code };
    const actor = staffActor(reset.account);
    const { event } = decision;
    const { version } = await recordReviewEvent(tx, vault, { reviewId, record, event, actor, at });
    await tellDecided(tx, reviewId, version, at);
    return { record: (await readReview(tx, reviewId)) ?? record, refusal: null };
  });
}

/** Tells whether a registration of a person, in an exam session that goes on, holds a subject that a re-check opens. */
export async function isUsed(db: Reader, idNumberIndex: string): Promise<boolean> {
  return holdsAny(await ownRegistrations(db, idNumberIndex));
}

/** Tells the same, and locks their registrations. */
async function lockUse(tx: Transaction, idNumberIndex: string): Promise<boolean> {
  return holdsAny(
    await ownRegistrations(tx, idNumberIndex)
      .orderBy(asc(registrations.id))
      .for('update', { of: registrations }),
  );
}

/** The registrations of a person in exam sessions that go on: in those that are closed nothing is taken, and what was does not rest on this. */
function ownRegistrations(db: Reader, idNumberIndex: string) {
  const goOn = db.select({ id: examSessions.id }).from(examSessions).where(ne(examSessions.state, 'closed'));
  const own = db
    .select({ id: candidates.id })
    .from(candidates)
    .where(and(eq(candidates.idNumberIndex, idNumberIndex), inArray(candidates.examSessionId, goOn)));
  return db
    .select({ state: registrations.state })
    .from(registrations)
    .where(inArray(registrations.id, own))
    .$dynamic();
}

function holdsAny(held: Pick<typeof registrations.$inferSelect, 'state'>[]): boolean {
  return held.some(({ state }) => holdsScoredSubject(state));
}
