import { and, eq, inArray, max, sql } from 'drizzle-orm';
import type { ReviewEvent } from '../../domain/review/events.ts';
import { evolveReview } from '../../domain/review/evolve.ts';
import { filedKind } from '../../domain/review/kind.ts';
import { reviewMail } from '../../domain/review/mails.ts';
import type { Review } from '../../domain/review/state.ts';
import type { Transaction } from '../connect.ts';
import { reviewEvents, reviews } from '../schema/index.ts';
import { sealForPerson } from '../person/person-keys.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { openReviewPersonal, type ReviewRecord, reviewOf } from './read-review.ts';
import { type Actor, actorParts } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { leaveMessages } from '../messages/leave-message.ts';
import type { Reader } from '../reader.ts';
import { deleteProofsOf } from '../staff/proofs.ts';
import { proofsOf } from './review-proofs.ts';
import { takeBackMessage } from '../messages/take-back-message.ts';

/** The key of the mail about an event of a re-check. */
function reviewMailKey(reviewId: string, version: number): string {
  return `mail/review/${reviewId}/${version}`;
}

/** Finds the key of the mail about the last decision on a re-check: it may have moved to another passport since. */
export async function decisionMailKey(db: Reader, reviewId: string): Promise<string> {
  const [decided] = await db
    .select({ version: max(reviewEvents.version) })
    .from(reviewEvents)
    .where(
      and(
        eq(reviewEvents.reviewId, reviewId),
        inArray(sql`${reviewEvents.event} ->> 'type'`, ['approved', 'rejected']),
      ),
    );
  return reviewMailKey(reviewId, decided?.version ?? 0);
}

interface Recording {
  reviewId: string;
  /** The locked record that the event was decided on; null for a first submission. */
  record: ReviewRecord | null;
  event: ReviewEvent;
  /** The ticket of the score record by which a candidate asks; null for what a school filed. */
  matchedTicket?: string | null;
  /** `passport/<id>`, `staff/<account>` or `timer`. */
  actor: Actor;
  at: Instant;
  /** When its mail may leave, if not at once. */
  mailAt?: Instant;
  /** Set for one of many that staff decide: its mail travels in the lane of those. */
  isBulk?: boolean;
}

/** Carries out one event: the record, the audit row, the mail. @throws Error when the record moved under its lock */
export async function recordReviewEvent(
  tx: Transaction,
  vault: Vault,
  recording: Recording,
): Promise<Review> {
  const { reviewId, record, event, actor, at } = recording;
  const before = record ? reviewOf(record) : null;
  const after = evolveReview(before, event);
  if (event.type === 'submitted' && !record) {
    await tx.insert(reviews).values({
      id: reviewId,
      passportId: event.passportId,
      ...event.request,
      ...submission(recording, event, after),
    });
  } else {
    const changed = await tx
      .update(reviews)
      .set(changesOf(recording, after))
      .where(and(eq(reviews.id, reviewId), eq(reviews.version, after.version - 1)))
      .returning({ id: reviews.id });
    if (changed.length === 0) throw new Error(`re-check ${reviewId} moved under its lock`);
  }
  // What a mail that has not left would tell is over.
  if (before && (event.type === 'submitted' || event.type === 'deleted'))
    await takeBackMessage(tx, await decisionMailKey(tx, reviewId));
  if (event.type === 'deleted') await deleteProofsOf(tx, proofsOf(reviewId));
  const key = reviewMailKey(reviewId, after.version);
  await tx.insert(reviewEvents).values({
    reviewId,
    version: after.version,
    event: await keptForGood(tx, vault, recording, after.version),
    actor,
    happenedAt: at,
  });
  const message = reviewMail(event, after, (sealedReason) => {
    const reason = vault.open<string>(SEALED.reviewReason(reviewId), sealedReason);
    return vault.seal(SEALED.sealedReason(key), reason);
  });
  if (message) {
    await leaveMessages(tx, [
      {
        key,
        subject: `mail/review/${reviewId}`,
        message: recording.isBulk ? { ...message, isBulk: true } : message,
        dueAt: recording.mailAt ?? at,
      },
    ]);
  }
  return after;
}

/** The event as it is written for good: what is personal is sealed under the person's own key. */
async function keptForGood(
  tx: Transaction,
  vault: Vault,
  { reviewId, record, event, at }: Recording,
  version: number,
): Promise<ReviewEvent> {
  const row = `${reviewId}/${version}`;
  if ((event.type === 'rejected' || event.type === 'reset') && event.sealedReason !== undefined && record) {
    const person = `candidate/${record.candidateId}` as const;
    const value = vault.open(SEALED.reviewReason(reviewId), event.sealedReason);
    const sealing = { person, place: SEALED.eventReason(row), value };
    return { ...event, sealedReason: await sealForPerson(tx, vault, sealing, at) };
  }
  if (event.type === 'submitted') {
    const person = `candidate/${event.request.candidateId}` as const;
    const value = openReviewPersonal(vault, { id: reviewId, personal: event.request.personal });
    const sealing = { person, place: SEALED.eventPersonal(row), value };
    return { ...event, request: { ...event.request, personal: await sealForPerson(tx, vault, sealing, at) } };
  }
  return event;
}

function changesOf(recording: Recording, { state, version }: Review) {
  const { event, actor, at } = recording;
  switch (event.type) {
    case 'submitted':
      return { ...event.request, ...submission(recording, event, { state, version }) };
    case 'rejected':
      return { state, version, decidedBy: actor, decidedAt: at, reason: event.sealedReason };
    case 'reset':
      return {
        state,
        version,
        decidedBy: null,
        decidedAt: null,
        reason: null,
        resetBy: actorParts(actor).id,
        resetAt: at,
      };
    case 'approved':
    case 'expired':
      return { state, version, decidedBy: actor, decidedAt: at };
    case 'passportRebound':
      return { passportId: event.passportId, version };
    case 'deleted':
      return { state, version };
  }
}

function submission(
  { matchedTicket = null, at }: Recording,
  { outcome, filedBy, request }: Extract<ReviewEvent, { type: 'submitted' }>,
  { state, version }: Pick<Review, 'state' | 'version'>,
) {
  const decided =
    outcome === 'approved'
      ? { decidedBy: 'rule' as const, decidedAt: at }
      : { decidedBy: null, decidedAt: null };
  return {
    state,
    version,
    submittedAt: at,
    filedBy: filedBy ?? null,
    filedAs: filedBy === undefined ? null : filedKind(request.filedAs),
    matchedTicket,
    reason: null,
    ...decided,
  };
}
