import { and, eq } from 'drizzle-orm';
import type { ReviewEvent } from '../../domain/review/events.ts';
import { evolveReview } from '../../domain/review/evolve.ts';
import type { Review } from '../../domain/review/state.ts';
import type { Transaction } from '../connect.ts';
import { type OutboxMessage, reviewEvents, reviews } from '../schema/index.ts';
import { type ReviewRecord, reviewOf } from './read-review.ts';
import type { Actor } from '../../domain/actor.ts';
import { leaveMessages } from '../messages/leave-message.ts';

interface Recording {
  reviewId: string;
  /** The locked record that the event was decided on; null for a first submission. */
  record: ReviewRecord | null;
  event: ReviewEvent;
  /** `passport/<id>`, `staff/<account>` or `timer`. */
  actor: Actor;
  at: Date;
}

/** Carries out one event: the record, the audit row, the mail. @throws Error when the record moved under its lock */
export async function recordReviewEvent(tx: Transaction, recording: Recording): Promise<Review> {
  const { reviewId, record, event, actor, at } = recording;
  const before = record ? reviewOf(record) : null;
  const after = evolveReview(before, event);
  if (event.type === 'submitted' && !record) {
    await tx.insert(reviews).values({
      id: reviewId,
      passportId: event.passportId,
      ...event.request,
      ...submission(event, after, at),
    });
  } else {
    const changed = await tx
      .update(reviews)
      .set(changesOf(recording, after))
      .where(and(eq(reviews.id, reviewId), eq(reviews.version, after.version - 1)))
      .returning({ id: reviews.id });
    if (changed.length === 0) throw new Error(`re-check ${reviewId} moved under its lock`);
  }
  await tx.insert(reviewEvents).values({ reviewId, version: after.version, event, actor, happenedAt: at });
  const message = mailOf(event, after);
  if (message) {
    await leaveMessages(tx, [
      {
        key: `mail/review/${reviewId}/${after.version}`,
        subject: `mail/review/${reviewId}`,
        message,
        dueAt: at,
      },
    ]);
  }
  return after;
}

function changesOf({ event, actor, at }: Recording, { state, version }: Review) {
  switch (event.type) {
    case 'submitted':
      return { ...event.request, ...submission(event, { state, version }, at) };
    case 'rejected':
      return { state, version, decidedBy: actor, decidedAt: at, reason: event.sealedReason };
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
  { outcome, filedBy }: Extract<ReviewEvent, { type: 'submitted' }>,
  { state, version }: Pick<Review, 'state' | 'version'>,
  at: Date,
) {
  const decided =
    outcome === 'approved'
      ? { decidedBy: 'rule' as const, decidedAt: at }
      : { decidedBy: null, decidedAt: null };
  return { state, version, submittedAt: at, filedBy: filedBy ?? null, reason: null, ...decided };
}

function mailOf(event: ReviewEvent, { passportId }: Review): OutboxMessage | null {
  switch (event.type) {
    case 'submitted':
      return event.outcome === 'approved' ? mail('reviewApproved', passportId) : null;
    case 'approved':
      return mail('reviewApproved', passportId);
    case 'rejected':
      return mail('reviewRejected', passportId, { sealedReason: event.sealedReason });
    case 'expired':
      return mail('reviewExpired', passportId);
    case 'passportRebound':
    case 'deleted':
      return null;
  }
}

function mail(
  template: 'reviewApproved' | 'reviewRejected' | 'reviewExpired',
  passportId: string,
  parameters: Record<string, string> = {},
): OutboxMessage {
  return { kind: 'mail', template, passportId, parameters };
}
