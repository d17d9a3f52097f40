import type { CodeWords } from '../cells/export-cell.ts';
import type { OrderState } from './state.ts';

/** What each state of an order is called where staff look at money. */
export const ORDER_STATE_WORDS: CodeWords<OrderState | 'settling'> = {
  open: { zh: '未支付', en: 'Unpaid' },
  settling: { zh: '支付确认中', en: 'Being confirmed' },
  closed: { zh: '已关闭', en: 'Closed' },
  paid: { zh: '已支付', en: 'Paid' },
  refunding: { zh: '退款中', en: 'Being refunded' },
  refunded: { zh: '已退款', en: 'Refunded' },
};

export const REFUND_STATE_WORDS: CodeWords<'requested' | 'done'> = {
  requested: { zh: '退款中', en: 'Being refunded' },
  done: { zh: '已退款', en: 'Refunded' },
};
