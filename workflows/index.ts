export { latePayment } from './late-payment.ts';
export { waitlistEntry } from './waitlist-entry.ts';
export { qualificationReview } from './qualification-review.ts';
export { reconcileDay } from './reconcile-day.ts';
export { remindUnpaid } from './remind-unpaid.ts';
export { registration } from './registration.ts';
