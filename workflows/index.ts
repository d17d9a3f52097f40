export { latePayment } from './late-payment.ts';
export { waitlistEntry } from './waitlist-entry.ts';
export { qualificationReview } from './qualification-review.ts';
export { registration } from './registration.ts';
