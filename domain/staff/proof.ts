import { photoTypeOf } from '../roll/photo.ts';
import { DAY_MS } from '../time.ts';

/** Types that a proof may have: pictures of papers, and scans. */
export const PROOF_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;

export type ProofType = (typeof PROOF_TYPES)[number];

/** The largest proof that is taken: a page scanned well. */
export const MAX_PROOF_BYTES = 5 * 1024 * 1024;
/** The proofs of one person of staff that may wait to be handed in with something: the oldest make room. */
export const MAX_LOOSE_PROOFS = 20;
/** The time after which a proof that was handed in with nothing is gone. */
export const LOOSE_PROOF_LIFE_MS = DAY_MS;

const PDF_SIGNATURE = [0x25, 0x50, 0x44, 0x46, 0x2d];

/** Detects the type of a proof by its content, never by its name; null for every other kind. */
export function proofTypeOf(bytes: Uint8Array): ProofType | null {
  if (PDF_SIGNATURE.every((byte, index) => bytes[index] === byte)) return 'application/pdf';
  return photoTypeOf(bytes);
}
