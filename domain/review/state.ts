/**
 * States of a re-check:
 * - `pending` 未复核: the school decides by hand
 * - `approved` 复核通过: final, and a known score in later exam sessions
 * - `rejected` 复核失败: may be edited and submitted again, or deleted
 * - `expired` 已失效: undecided when online registration ended; like a rejected one if staff open it again
 * - `deleted`: taken back after a rejection; the passport may ask again
 */
export type ReviewState = 'pending' | 'approved' | 'rejected' | 'expired' | 'deleted';

export const SHOWN_REVIEW_STATES = [
  'pending',
  'approved',
  'rejected',
  'expired',
] as const satisfies ReviewState[];

/** CET6资格复核: the part that decisions are taken on. Its personal data stays in the record. */
export interface Review {
  /** Version that grows with every event; a decision on an older one is taken again. */
  version: number;
  state: ReviewState;
  passportId: string;
  /** The reviewer's account if the school filed it for its candidate; somebody else decides it. */
  filedBy: string | null;
}

/** Tells whether nothing can change any more. */
export function isFinal(review: Review): boolean {
  return review.state !== 'pending' && review.state !== 'rejected';
}
