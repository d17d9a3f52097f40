import type { Database, Transaction } from '../../db/connect.ts';
import { readReview, reviewEndsAt, reviewOf } from '../../db/review/read-review.ts';
import { recordReviewEvent } from '../../db/review/record-review-event.ts';
import { rowAheadMessage } from '../../db/messages/row-ahead.ts';
import { violatedIndex } from '../../db/unique-violation.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { isLapsing, type ReviewAnswerCode } from '../../domain/review/decide.ts';
import type { ReviewEvent } from '../../domain/review/events.ts';
import type { Review } from '../../domain/review/state.ts';
import type { Instant } from '../../domain/time.ts';
import { type Actor, candidateActor, staffActor, TIMER } from '../../domain/actor.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import { readAnswer, rememberAnswer } from '../../db/commands.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { readSettingsVersion } from '../../db/exam-session/read-settings-version.ts';
import { holdOpenPassport } from '../../db/passport/hold-open-passport.ts';
import { lockReview, noteReviewEnd } from '../../db/review/lock-review.ts';

/** A decision of a re-check's workflow, to be carried out. */
export interface ApplyReviewInput {
  reviewId: string;
  examSessionId: string;
  /** Version of the state on which the decision was taken; 0 when there was none. */
  version: number;
  event: ReviewEvent;
  at: Instant;
  command: {
    commandId: string;
    requestHash: string;
    passportId: string;
    code: ReviewAnswerCode;
    settingsVersion: number;
  };
}

/** Outcomes like those of a registration: `behind` and `duplicate` carry the record, to be folded. */
export type ApplyReviewResult =
  | { kind: 'applied'; review: Review; code: ReviewAnswerCode }
  | { kind: 'behind'; review: Review }
  | { kind: 'duplicate'; review: Review; code: ReviewAnswerCode }
  | { kind: 'refused'; code: DomainErrorCode };

/** A re-check as recorded, with the time when online registration ends for it. */
export interface ReviewStanding {
  review: Review;
  endsAt: Instant;
}

/**
 * Applies one decision on a candidate's command in one transaction: the record, the audit row, mail, the command's
 * answer.
 */
export async function applyReview(db: Database, input: ApplyReviewInput): Promise<ApplyReviewResult> {
  try {
    return await db.transaction((tx) => applyInTransaction(tx, input));
  } catch (error) {
    if (violatedIndex(error) === 'reviews_one_per_passport')
      return { kind: 'refused', code: 'REVIEW_EXISTS' };
    throw error;
  }
}

async function applyInTransaction(tx: Transaction, input: ApplyReviewInput): Promise<ApplyReviewResult> {
  const { reviewId, command } = input;
  const at = new Date(input.at);
  const record = await lockReview(tx, reviewId);
  const earlier = await readAnswer(tx, command.commandId);
  if (record && earlier) {
    const code = earlier.answer.code as ReviewAnswerCode;
    return { kind: 'duplicate', review: reviewOf(record), code };
  }
  if (record && record.version !== input.version) return { kind: 'behind', review: reviewOf(record) };
  if (!record && input.version > 0) throw new Error(`re-check ${reviewId} has no record`);
  if ((await readSettingsVersion(tx, input.examSessionId)) !== command.settingsVersion)
    return { kind: 'refused', code: 'FACTS_CHANGED' };
  if (!record && !(await holdOpenPassport(tx, command.passportId)))
    return { kind: 'refused', code: 'NOT_YOURS' };

  const review = await recordReviewEvent(tx, {
    reviewId,
    record,
    event: input.event,
    actor: actorOf(input),
    at,
  });
  if (input.event.type === 'submitted') {
    const endsAt = new Date(await reviewEndsAt(tx, input.event.request));
    await noteReviewEnd(tx, reviewId, { endsAt, settingsVersion: command.settingsVersion });
  }
  const subject = subjectOf('review', reviewId);
  await rememberAnswer(tx, command, { subject, answer: { version: review.version, code: command.code } }, at);
  await leaveMessages(tx, [rowAheadMessage(subject, review.version, { kind: 'reviewAhead', reviewId }, at)]);
  return { kind: 'applied', review, code: command.code };
}

/** Names the author of a command: the candidate, or the reviewer who filed it for them. */
function actorOf({ event, command }: ApplyReviewInput): Actor {
  return event.type === 'submitted' && event.filedBy !== undefined
    ? staffActor(event.filedBy)
    : candidateActor(command.passportId);
}

/** Reads the record, for a workflow to catch up with; null when there is none. */
export async function readReviewStanding(db: Database, reviewId: string): Promise<ReviewStanding | null> {
  const record = await readReview(db, reviewId);
  return record && { review: reviewOf(record), endsAt: await reviewEndsAt(db, record) };
}

/**
 * Lets an undecided re-check lapse when online registration has ended. The window is read again, as staff may have
 * moved it since the timer was set.
 */
export async function expireReview(
  db: Database,
  { reviewId, at }: { reviewId: string; at: Instant },
): Promise<ReviewStanding | null> {
  return db.transaction(async (tx) => {
    const record = await lockReview(tx, reviewId);
    if (!record) return null;
    const endsAt = await reviewEndsAt(tx, record);
    const review = reviewOf(record);
    if (!isLapsing(review, endsAt, at)) return { review, endsAt };
    const lapsed = await recordReviewEvent(tx, {
      reviewId,
      record,
      event: { type: 'expired' },
      actor: TIMER,
      at: new Date(at),
    });
    return { review: lapsed, endsAt };
  });
}
