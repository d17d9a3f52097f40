import { mail, type PersonalMessage } from '../messages/message.ts';
import type { ReviewEvent } from './events.ts';
import type { Review } from './state.ts';

/**
 * Composes the mail about what happened to a re-check; null when the candidate did it, and sees it.
 * @param resealed seals a reason anew, for the mail
 */
export function reviewMail(
  event: ReviewEvent,
  { passportId }: Review,
  resealed: (sealedReason: string) => string,
): PersonalMessage['message'] | null {
  switch (event.type) {
    case 'submitted':
      return event.outcome === 'approved' ? mail('reviewApproved', passportId) : null;
    case 'approved':
      return mail('reviewApproved', passportId);
    case 'rejected':
      return mail('reviewRejected', passportId, { sealedReason: resealed(event.sealedReason) });
    case 'expired':
      return mail('reviewExpired', passportId);
    case 'reset': {
      if (event.sealedReason === undefined) return null;
      return mail('reviewReset', passportId, { sealedReason: resealed(event.sealedReason) });
    }
    case 'passportRebound':
    case 'deleted':
      return null;
  }
}
