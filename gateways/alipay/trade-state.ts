import { z } from 'zod';
import type { TradeState } from '../payment-gateway.ts';
import { parseBeijingTime } from '../../domain/beijing-time.ts';
import type { Instant } from '../../domain/time.ts';
import { fenFromYuan } from '../yuan.ts';

const queryAnswer = z.object({
  outTradeNo: z.string(),
  tradeNo: z.string().min(1),
  tradeStatus: z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED']),
  totalAmount: z.string(),
  sendPayDate: z.string().optional(),
});

/**
 * Reads the answer of a query. Money whose moment the answer leaves out counts as paid at the moment of asking: it is
 * certain all the same.
 * @throws when it is about another order, or a paid trade without its amount
 */
export function tradeStateFrom(body: unknown, orderNo: string, askedAt: Instant): TradeState {
  const trade = queryAnswer.parse(body);
  // The signature covers the answer, not the question: an answer about another order would pass it.
  if (trade.outTradeNo !== orderNo) throw new Error('the answer is about another order');
  const { tradeNo } = trade;
  if (trade.tradeStatus === 'WAIT_BUYER_PAY') return { status: 'waiting', tradeNo };
  if (trade.tradeStatus === 'TRADE_CLOSED') return { status: 'closed', tradeNo };
  const amountFen = fenFromYuan(trade.totalAmount);
  if (amountFen === null) throw new Error('a paid trade without its amount');
  return { status: 'paid', tradeNo, amountFen, paidAt: parseBeijingTime(trade.sendPayDate ?? '') ?? askedAt };
}
