import { and, asc, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import { LOOSE_PROOF_LIFE_MS, MAX_LOOSE_PROOFS, type ProofType } from '../../domain/staff/proof.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { proofs } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

/** A proof as lists show it. */
export interface ProofRecord {
  id: string;
  type: ProofType;
  byteCount: number;
  uploadedBy: string;
  uploadedAt: Instant;
}

const columns = {
  id: proofs.id,
  type: proofs.type,
  byteCount: proofs.byteCount,
  uploadedBy: proofs.uploadedBy,
  uploadedAt: proofs.uploadedAt,
};

export interface NewProof {
  id: string;
  /** The thing it is sent for, e.g. `candidate/<id>`. */
  about: string;
  type: ProofType;
  bytes: Uint8Array;
  uploadedBy: string;
}

/** Keeps a proof, sealed, until it is handed in with something; those that never were make room. */
export async function storeProof(
  db: Database,
  vault: Vault,
  { bytes, ...proof }: NewProof,
  now: Instant,
): Promise<ProofRecord> {
  return db.transaction(async (tx) => {
    const ofThem = and(eq(proofs.uploadedBy, proof.uploadedBy), isNull(proofs.boundTo));
    await tx.delete(proofs).where(and(ofThem, lt(proofs.uploadedAt, now - LOOSE_PROOF_LIFE_MS)));
    const beyond = tx
      .select({ id: proofs.id })
      .from(proofs)
      .where(ofThem)
      .orderBy(desc(proofs.uploadedAt), desc(proofs.id))
      .offset(MAX_LOOSE_PROOFS - 1);
    await tx.delete(proofs).where(inArray(proofs.id, beyond));
    const [stored] = await tx
      .insert(proofs)
      .values({
        ...proof,
        byteCount: bytes.length,
        sealed: vault.sealBytes(SEALED.proof(proof.id), bytes),
        uploadedAt: now,
      })
      .returning(columns);
    if (!stored) throw new Error('an insert answered nothing');
    return stored;
  });
}

/**
 * Hands proofs in with what they prove.
 * @param about the thing that they were sent for
 * @returns false where one of them is not theirs, for something else, or handed in with something already
 */
export async function bindProofs(
  tx: Transaction,
  ids: string[],
  { about, boundTo, uploadedBy }: { about: string; boundTo: string; uploadedBy: string },
): Promise<boolean> {
  if (ids.length === 0) return true;
  const bound = await tx
    .update(proofs)
    .set({ boundTo })
    .where(
      and(
        inArray(proofs.id, ids),
        eq(proofs.about, about),
        eq(proofs.uploadedBy, uploadedBy),
        isNull(proofs.boundTo),
      ),
    )
    .returning({ id: proofs.id });
  return bound.length === new Set(ids).size;
}

/** Lists the proofs that were handed in with something, the first one first. */
export async function listProofs(db: Reader, boundTo: string): Promise<ProofRecord[]> {
  return db
    .select(columns)
    .from(proofs)
    .where(eq(proofs.boundTo, boundTo))
    .orderBy(asc(proofs.uploadedAt), asc(proofs.id));
}

/** Opens a proof that was handed in with something; null when there is none. */
export async function readProof(
  db: Reader,
  vault: Vault,
  { id, boundTo }: { id: string; boundTo: string },
): Promise<{ type: ProofType; bytes: Buffer } | null> {
  const [proof] = await db
    .select({ type: proofs.type, sealed: proofs.sealed })
    .from(proofs)
    .where(and(eq(proofs.id, id), eq(proofs.boundTo, boundTo)));
  return proof ? { type: proof.type, bytes: vault.openBytes(SEALED.proof(id), proof.sealed) } : null;
}

/** Deletes a proof that was handed in with something. */
export async function deleteProof(
  tx: Transaction,
  { id, boundTo }: { id: string; boundTo: string },
): Promise<void> {
  await tx.delete(proofs).where(and(eq(proofs.id, id), eq(proofs.boundTo, boundTo)));
}

/** Deletes all proofs of something that is gone. */
export async function deleteProofsOf(tx: Transaction, boundTo: string): Promise<void> {
  await tx.delete(proofs).where(eq(proofs.boundTo, boundTo));
}

/** Drops the proofs that were handed in with nothing in time. */
export async function dropLooseProofs(db: Database, now: Instant): Promise<void> {
  await db
    .delete(proofs)
    .where(and(isNull(proofs.boundTo), lt(proofs.uploadedAt, now - LOOSE_PROOF_LIFE_MS)));
}
