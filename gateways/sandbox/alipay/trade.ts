import { z } from 'zod';
import { deliverySchemaOf, noticeBehaviourSchemaOf } from '../shared/delivery.ts';
import { savedInstant } from '../shared/state-file.ts';

/** Ways of forging a notice. The receiver must refuse every one. */
export const FORGERIES = ['signature', 'amount', 'order', 'app', 'seller', 'unsigned', 'rsa1'] as const;
export type Forgery = (typeof FORGERIES)[number];

export const noticeBehaviourSchema = noticeBehaviourSchemaOf(FORGERIES);
export type NoticeBehaviour = z.infer<typeof noticeBehaviourSchema>;

const deliverySchema = deliverySchemaOf(['paid', 'refunded', 'closed', 'finished'], FORGERIES);
export type Delivery = z.infer<typeof deliverySchema>;

/** A trade as Alipay keeps it. Money is integer fen. */
export const tradeSchema = z.object({
  orderNo: z.string(),
  tradeNo: z.string(),
  subject: z.string(),
  body: z.string(),
  amountFen: z.number().int(),
  notifyUrl: z.string().nullable(),
  returnUrl: z.string().nullable(),
  quitUrl: z.string().nullable().default(null),
  /** The method that opened its page. */
  method: z.string().default('alipay.trade.page.pay'),
  buyerId: z.string(),
  status: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  createdAt: savedInstant,
  expiresAt: savedInstant.nullable(),
  paidAt: savedInstant.nullable(),
  closedAt: savedInstant.nullable(),
  refunds: z.array(
    z.object({
      requestNo: z.string(),
      amountFen: z.number().int(),
      reason: z.string(),
      at: savedInstant,
    }),
  ),
  deliveries: z.array(deliverySchema),
});
export type Trade = z.infer<typeof tradeSchema>;

export function refundedFen(trade: Trade): number {
  return trade.refunds.reduce((sum, refund) => sum + refund.amountFen, 0);
}
