import type { Database, Transaction } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import { readReview, reviewEndsAt, reviewOf } from '../../db/review/read-review.ts';
import { recordReviewEvent } from '../../db/review/record-review-event.ts';
import { isForbidden, violatedCheck, violatedIndex } from '../../db/unique-violation.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { decideReview, isLapsing, type ReviewAnswerCode } from '../../domain/review/decide.ts';
import type { Review } from '../../domain/review/state.ts';
import { HOUR_MS, type Instant } from '../../domain/time.ts';
import { type Actor, candidateActor, staffActor, TIMER } from '../../domain/actor.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { type SeasonOf, seasonsIn, withSeason } from '../../db/exam-session/season-in-transaction.ts';
import { answerKept, type Overtaken, overtakenBy, type Unapplied } from '../command-once.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { withPresentReviewFacts } from './present-review-facts.ts';
import { holdOpenPassport } from '../../db/passport/hold-open-passport.ts';
import { hasOwnNumber } from '../../db/passport/own-number.ts';
import { lockReview, noteReviewEnd } from '../../db/review/lock-review.ts';

type Needs = Pick<ActivityDependencies, 'db' | 'vault' | 'seasons'>;

/** A decision of a re-check's workflow on a command, to be carried out. */
export interface ApplyReviewInput {
  reviewId: string;
  examSessionId: string;
  /** Version of the state on which the decision was taken; 0 when there was none. */
  version: number;
  command: ReviewCommand;
  /** The outcome of the decision. */
  code: ReviewAnswerCode;
  at: Instant;
}

/** A re-check as recorded, with the time when online registration ends for it. */
export interface ReviewStanding {
  review: Review;
  endsAt: Instant;
}

export type ApplyReviewResult =
  | ({ kind: 'applied'; code: ReviewAnswerCode } & ReviewStanding)
  | Unapplied<ReviewStanding, ReviewAnswerCode>;

/**
 * Applies one decision on a candidate's command in one transaction: the record, the audit row, mail, the command's
 * answer. It is decided again there, by what the database knows: what a message said of scores and ends counts for
 * nothing.
 */
export async function applyReview(
  { db, vault, seasons }: Needs,
  input: ApplyReviewInput,
): Promise<ApplyReviewResult> {
  try {
    return await withSeason(seasons, () =>
      db.transaction((tx) => applyInTransaction(tx, { vault, seasonOf: seasonsIn(tx, seasons) }, input)),
    );
  } catch (error) {
    if (violatedIndex(error) === 'reviews_one_per_passport')
      return { kind: 'refused', code: 'REVIEW_EXISTS' };
    // Whoever is said to have filed it has no account that may.
    if (['reviews_filed_by', 'reviews_filed_again_by'].includes(violatedCheck(error) ?? ''))
      return { kind: 'refused', code: 'NOT_YOURS' };
    if (isForbidden(error)) return { kind: 'refused', code: 'RECORD_GUARDED' };
    throw error;
  }
}

async function applyInTransaction(
  tx: Transaction,
  { vault, seasonOf }: { vault: Vault; seasonOf: SeasonOf },
  { reviewId, examSessionId, version, command, code, at }: ApplyReviewInput,
): Promise<ApplyReviewResult> {
  const found = await lockReview(tx, reviewId, command.commandId);
  const overtaken: Overtaken<ReviewStanding, ReviewAnswerCode> | null = await overtakenBy(
    tx,
    { version, command },
    found,
    async (locked) => ({
      review: reviewOf(locked),
      endsAt: locked.endsAt ?? (await reviewEndsAt(tx, locked)),
    }),
  );
  if (overtaken) return overtaken;
  const { record } = found;
  const request = 'request' in command ? command.request : null;
  const campusCode = request?.campusCode ?? record?.campusCode;
  if (campusCode === undefined) throw new Error(`re-check ${reviewId} is at no campus`);
  if (!record) {
    const refusal = await startRefusal(tx, vault, command);
    if (refusal) return { kind: 'refused', code: refusal };
  }
  // The settings are read after the first write, a lock: whoever sweeps for what a change has moved waits for it.
  const place = { reviewId, examSessionId, campusCode, candidateId: record?.candidateId ?? null };
  const present = await withPresentReviewFacts(tx, vault, seasonOf, command, place);
  const decision = present && decideReview(record && reviewOf(record), present.command, at);
  if (!present || decision?.kind !== 'accepted' || decision.code !== code)
    return { kind: 'refused', code: 'FACTS_CHANGED' };

  const { event } = decision;
  const { endsAt } = present.command.facts;
  const review = await recordReviewEvent(tx, vault, {
    reviewId,
    record,
    event,
    matchedTicket: event.type === 'submitted' ? present.ticketNumber : null,
    actor: actorOf(command),
    at,
  });
  if (event.type === 'submitted') await noteReviewEnd(tx, reviewId, endsAt);
  const subject = subjectOf('review', reviewId);
  const answer = { version: review.version, code };
  await answerKept(tx, command, { subject, answer }, at);
  return { kind: 'applied', review, endsAt, code };
}

/** Finds the reason why a passport can have no first re-check by a command; null when it can. */
async function startRefusal(
  tx: Transaction,
  vault: Vault,
  command: ReviewCommand,
): Promise<DomainErrorCode | null> {
  const passport = await holdOpenPassport(tx, vault, command.passportId);
  if (!passport) return 'NOT_YOURS';
  // A school files for a candidate whose passport may be under another number.
  if (command.type === 'submit' && command.request.idNumberIndex !== passport.idNumberIndex)
    return 'NOT_YOURS';
  if (passport.hold === 'claiming') return 'PASSPORT_CLAIMING';
  return (await hasOwnNumber(tx, passport)) ? null : 'ID_NUMBER_RESERVED';
}

/** Names the author of a command: the candidate, or the reviewer who filed it for them. */
function actorOf(command: ReviewCommand): Actor {
  return command.type === 'file' ? staffActor(command.filedBy) : candidateActor(command.passportId);
}

/** Reads the record, for a workflow to catch up with; null when there is none. */
export async function readReviewStanding(db: Database, reviewId: string): Promise<ReviewStanding | null> {
  const record = await readReview(db, reviewId);
  return record && { review: reviewOf(record), endsAt: await reviewEndsAt(db, record) };
}

/** The time after which a re-check is looked at again that the database did not let lapse. */
const GUARDED_FOR_MS = HOUR_MS;

/**
 * Lets an undecided re-check lapse when online registration has ended. The window is read again, as staff may have
 * moved it since the timer was set. One that the database does not let lapse is left to a person, and looked at again.
 */
export async function expireReview(
  { db, vault, log }: Pick<ActivityDependencies, 'db' | 'vault' | 'log'>,
  { reviewId, at }: { reviewId: string; at: Instant },
): Promise<ReviewStanding | null> {
  try {
    return await db.transaction((tx) => expireInTransaction(tx, vault, reviewId, at));
  } catch (error) {
    const record = isForbidden(error) ? await readReview(db, reviewId) : null;
    if (!record) throw error;
    log.error({ reviewId, error }, 'a re-check is not allowed to lapse: a person must look');
    return { review: reviewOf(record), endsAt: at + GUARDED_FOR_MS };
  }
}

async function expireInTransaction(
  tx: Transaction,
  vault: Vault,
  reviewId: string,
  at: Instant,
): Promise<ReviewStanding | null> {
  const { record } = await lockReview(tx, reviewId);
  if (!record) return null;
  const endsAt = await reviewEndsAt(tx, record);
  const review = reviewOf(record);
  if (!isLapsing(review, endsAt, at)) return { review, endsAt };
  const event = { type: 'expired' } as const;
  return {
    review: await recordReviewEvent(tx, vault, { reviewId, record, event, actor: TIMER, at }),
    endsAt,
  };
}
