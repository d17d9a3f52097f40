import type { CodeWords } from '../cells/export-cell.ts';
import type { PaymentExceptionKind } from './payment-exception.ts';

/** What each kind of payment that finance looks at is called. */
export const PAYMENT_EXCEPTION_WORDS: CodeWords<PaymentExceptionKind> = {
  'wrong-amount': { zh: '金额不符', en: 'Wrong amount' },
  late: { zh: '超时到账（自动退款）', en: 'Too late (refunded by itself)' },
  'paid-twice': { zh: '重复支付', en: 'Paid twice' },
  'unknown-order': { zh: '订单不存在（自动退款）', en: 'Unknown order (refunded by itself)' },
  'refund-refused': { zh: '退款被拒', en: 'Refund refused' },
  'payment-not-billed': { zh: '对账单缺少支付', en: 'Payment not on the bill' },
  'refund-not-billed': { zh: '对账单缺少退款', en: 'Refund not on the bill' },
  'refund-unexpected': { zh: '非本系统发起的退款', en: 'Refund that we did not ask for' },
};
