export { latePayment } from './late-payment.ts';
export { waitlistEntry } from './waitlist-entry.ts';
export { registration } from './registration.ts';
