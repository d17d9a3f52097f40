export { batch } from './batches/batch.ts';
export { latePayment } from './payment/late-payment.ts';
export { waitlistEntry } from './registration/waitlist-entry.ts';
export { qualificationReview } from './review/qualification-review.ts';
export { reconcileDay } from './payment/reconcile-day.ts';
export { remindUnpaid } from './registration/remind-unpaid.ts';
export { registration } from './registration/registration.ts';
// The SDK runs it for every type that has no export here.
export { strangeType as default } from './strange-type.ts';
