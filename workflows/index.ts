export { latePayment } from './late-payment.ts';
export { registration } from './registration.ts';
