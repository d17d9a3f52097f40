import { eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { proofsRefusal } from '../../domain/review/proofs.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { reviews } from '../schema/index.ts';
import { bindProofs, deleteProof, listProofs } from '../staff/proofs.ts';
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
  return whileUndecided(db, proof, 'reviewProofAdded', at, async (tx) => {
    const own = proofsOf(proof.reviewId);
    return bindProofs(tx, [proof.proofId], { about: own, boundTo: own, uploadedBy: proof.account });
  });
}

/** Takes away a proof that somebody sent by mistake; only they do. @returns the reason if it was refused */
export async function removeReviewProof(
  db: Database,
  proof: OneProof,
  at: Instant,
): Promise<DomainErrorCode | null> {
  return whileUndecided(db, proof, 'reviewProofRemoved', at, (tx) =>
    deleteProof(tx, { id: proof.proofId, boundTo: proofsOf(proof.reviewId), uploadedBy: proof.account }),
  );
}

/** Changes the proofs of a re-check that waits, under its lock: whoever decides finds those that they saw. */
async function whileUndecided(
  db: Database,
  { reviewId, proofId, account }: OneProof,
  action: 'reviewProofAdded' | 'reviewProofRemoved',
  at: Instant,
  change: (tx: Transaction) => Promise<boolean>,
): Promise<DomainErrorCode | null> {
  return db.transaction(async (tx) => {
    const [record] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for('update');
    if (!record) return 'REVIEW_NOT_FOUND';
    const count = (await listProofs(tx, proofsOf(reviewId))).length;
    const refusal = proofsRefusal(reviewOf(record), action === 'reviewProofAdded' ? count : 0);
    if (refusal) return refusal;
    if (!(await change(tx))) return 'REVIEW_PROOF_NOT_YOURS';
    await recordAudit(tx, {
      actor: staffActor(account),
      action,
      target: proofsOf(reviewId),
      details: { proofId },
      happenedAt: at,
    });
    return null;
  });
}
