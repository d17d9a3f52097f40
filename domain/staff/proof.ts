import { PHOTO_TYPES, photoTypeOf } from '../roll/photo.ts';
import { DAY_MS } from '../time.ts';

/** Types that a proof may have: pictures of papers, and scans. */
export const PROOF_TYPES = [...PHOTO_TYPES, 'application/pdf'] as const;

export type ProofType = (typeof PROOF_TYPES)[number];

/** The largest proof that is taken: a page scanned well. */
export const MAX_PROOF_BYTES = 5 * 1024 * 1024;
/** The proofs of one person of staff that may wait to be handed in with something: the oldest make room. */
export const MAX_LOOSE_PROOFS = 20;
/** The time after which a proof that was handed in with nothing is gone. */
export const LOOSE_PROOF_LIFE_MS = DAY_MS;

/** What a file of each type ends with; a scanner or camera may write something of its own behind it. */
const END_MARKS: Readonly<Record<ProofType, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd9],
  'image/png': [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
  'application/pdf': [0x25, 0x25, 0x45, 0x4f, 0x46],
};

const PDF_SIGNATURE = [0x25, 0x50, 0x44, 0x46, 0x2d];

/** Detects the type of a proof by its content, never by its name; null for every other kind. */
export function proofTypeOf(bytes: Uint8Array): ProofType | null {
  if (PDF_SIGNATURE.every((byte, index) => bytes[index] === byte)) return 'application/pdf';
  return photoTypeOf(bytes);
}

/** Tells whether a proof breaks off before its end: the sending, or the copying before it, was interrupted. */
export function isCutOff(bytes: Uint8Array, type: ProofType): boolean {
  const mark = END_MARKS[type];
  for (let at = bytes.length - mark.length; at > 0; at--)
    if (mark.every((byte, index) => bytes[at + index] === byte)) return false;
  return true;
}
