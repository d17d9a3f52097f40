import { eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { proofsRefusal } from '../../domain/review/proofs.ts';
import type { Review } from '../../domain/review/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { reviews } from '../schema/index.ts';
import { bindProofs, deleteProof, listProofs, type ProofRecord } from '../staff/proofs.ts';
import { reviewOf } from './read-review.ts';

/** Names what the proofs of a re-check are sent for and handed in with. */
export function proofsOf(reviewId: string): string {
  return `review/${reviewId}`;
}

interface OneProof {
  reviewId: string;
  proofId: string;
  account: string;
}

/** Hands a proof that was sent for a re-check in with it. @returns the reason if it was refused */
export async function addReviewProof(
  db: Database,
  proof: OneProof,
  at: Instant,
): Promise<DomainErrorCode | null> {
  return whileUndecided(db, proof.reviewId, async (tx, review, present) => {
    const refusal = proofsRefusal(review, present.length);
    if (refusal) return refusal;
    const own = proofsOf(proof.reviewId);
    if (!(await bindProofs(tx, [proof.proofId], { about: own, boundTo: own, uploadedBy: proof.account })))
      return 'REVIEW_PROOF_NOT_YOURS';
    await recordChange(tx, proof, 'reviewProofAdded', at);
    return null;
  });
}

/** Takes away a proof that somebody sent by mistake; only they do. @returns the reason if it was refused */
export async function removeReviewProof(
  db: Database,
  proof: OneProof,
  at: Instant,
): Promise<DomainErrorCode | null> {
  const { reviewId, proofId, account } = proof;
  return whileUndecided(db, reviewId, async (tx, review, present) => {
    const refusal = proofsRefusal(review, 0);
    if (refusal) return refusal;
    if (!present.some(({ id, uploadedBy }) => id === proofId && uploadedBy === account))
      return 'REVIEW_PROOF_NOT_YOURS';
    // The audit log first: no proof goes that it does not tell of (`guard_handed_in`).
    await recordChange(tx, proof, 'reviewProofRemoved', at);
    await deleteProof(tx, { id: proofId, boundTo: proofsOf(reviewId) });
    return null;
  });
}

/** Changes the proofs of a re-check that waits, under its lock: whoever decides finds those that they saw. */
async function whileUndecided(
  db: Database,
  reviewId: string,
  change: (tx: Transaction, review: Review, present: ProofRecord[]) => Promise<DomainErrorCode | null>,
): Promise<DomainErrorCode | null> {
  return db.transaction(async (tx) => {
    const [record] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for('update');
    if (!record) return 'REVIEW_NOT_FOUND';
    return change(tx, reviewOf(record), await listProofs(tx, proofsOf(reviewId)));
  });
}

async function recordChange(
  tx: Transaction,
  { reviewId, proofId, account }: OneProof,
  action: 'reviewProofAdded' | 'reviewProofRemoved',
  happenedAt: Instant,
): Promise<void> {
  const target = proofsOf(reviewId);
  await recordAudit(tx, { actor: staffActor(account), action, target, details: { proofId }, happenedAt });
}
