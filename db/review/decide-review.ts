import { eq } from 'drizzle-orm';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Verdict } from '../../domain/review/commands.ts';
import { decideVerdict } from '../../domain/review/decide.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import type { Vault } from '../vault.ts';
import { reviews } from '../schema/index.ts';
import { recordReviewEvent } from './record-review-event.ts';
import { readReview, type ReviewRecord, reviewEndsAt, reviewOf } from './read-review.ts';
import { staffActor } from '../../domain/actor.ts';
import { type Instant, MINUTE_MS } from '../../domain/time.ts';
import { sawProofs } from '../../domain/review/proofs.ts';
import { listProofs } from '../staff/proofs.ts';
import { proofsOf } from './review-proofs.ts';
import { isOnePerson } from '../staff/one-person.ts';
import { readStaffRules } from '../staff/staff-rules.ts';
import { leaveMessages } from '../messages/leave-message.ts';

/**
 * Records a reviewer's decision, compared and set under the row's lock, so that only one of two reviewers decides. The
 * outbox tells the workflow at once, a mail the candidate a little later: until then the decision can be taken back unseen.
 * @returns the record as it stands, and the reason if the decision was refused
 */
export async function decideReviewRecord(
  db: Database,
  vault: Vault,
  reviewId: string,
  verdict: Verdict,
  at: Instant,
): Promise<{ record: ReviewRecord; refusal: DomainErrorCode | null } | null> {
  return db.transaction((tx) => decideReviewIn(tx, vault, reviewId, verdict, at));
}

/** Records it in a transaction that does more. @param isBulk set where it is one of many: its mail travels behind the others */
export async function decideReviewIn(
  tx: Transaction,
  vault: Vault,
  reviewId: string,
  verdict: Verdict,
  at: Instant,
  { isBulk = false }: { isBulk?: boolean } = {},
): Promise<{ record: ReviewRecord; refusal: DomainErrorCode | null } | null> {
  const [record] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for('update');
  if (!record) return null;
  const endsAt = await reviewEndsAt(tx, record);
  const facts = { endsAt, isOnePerson: await isFiler(tx, record, verdict.account) };
  const decision = decideVerdict(reviewOf(record), verdict, facts, at);
  if (decision.kind === 'refused') return { record, refusal: decision.code };
  if (
    !sawProofs(
      record,
      verdict.proofs,
      (await listProofs(tx, proofsOf(reviewId))).map(({ id }) => id),
    )
  )
    return { record, refusal: 'REVIEW_CHANGED' };
  const { rules } = await readStaffRules(tx);
  const { version } = await recordReviewEvent(tx, vault, {
    reviewId,
    record,
    event: decision.event,
    actor: staffActor(verdict.account),
    at,
    mailAt: at + rules.decisionMailMinutes * MINUTE_MS,
    isBulk,
  });
  await tellDecided(tx, reviewId, version, at);
  return { record: (await readReview(tx, reviewId)) ?? record, refusal: null };
}

/** Tells whether an account may be in the hands of whoever filed a re-check; nobody filed what its candidate asked for. */
export async function isFiler(db: Reader, { filedBy }: ReviewRecord, account: string): Promise<boolean> {
  return filedBy !== null && isOnePerson(db, filedBy, account);
}

/** Leaves word to a re-check's workflow that its record has been decided, or a decision taken back. */
export async function tellDecided(
  tx: Transaction,
  reviewId: string,
  version: number,
  at: Instant,
): Promise<void> {
  await leaveMessages(tx, [
    {
      key: `review-decided/${reviewId}/${version}`,
      subject: `review/${reviewId}`,
      message: { kind: 'reviewDecided', reviewId },
      dueAt: at,
    },
  ]);
}
