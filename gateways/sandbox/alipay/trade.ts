import { z } from 'zod';

/** Ways in which a notice can be false. Every one must be refused by the receiver. */
export const FORGERIES = ['signature', 'amount', 'order', 'app', 'seller', 'unsigned', 'rsa1'] as const;
export type Forgery = (typeof FORGERIES)[number];

/** What shall go wrong with the notices of one payment. Delays are seconds of the sandbox's clock. */
export const noticeBehaviourSchema = z.object({
  delaySeconds: z.number().int().min(0).max(172_800).default(0),
  copies: z.number().int().min(1).max(5).default(1),
  lost: z.boolean().default(false),
  forgeries: z.array(z.enum(FORGERIES)).max(10).default([]),
});
export type NoticeBehaviour = z.infer<typeof noticeBehaviourSchema>;

const attemptSchema = z.object({ at: z.coerce.date(), answer: z.string() });

/**
 * One notice and its fate. `waiting`: more attempts are due. `accepted`: answered `success`. `gave-up`: the schedule
 * is over. `lost`: never sent. `sent`: a forgery, which is tried once.
 */
const deliverySchema = z.object({
  id: z.string(),
  event: z.enum(['paid', 'refunded', 'closed', 'finished']),
  fields: z.record(z.string(), z.string()),
  forgery: z.enum(FORGERIES).nullable(),
  dueAt: z.coerce.date(),
  state: z.enum(['waiting', 'accepted', 'gave-up', 'lost', 'sent']),
  attempts: z.array(attemptSchema),
});
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
  buyerId: z.string(),
  status: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date().nullable(),
  paidAt: z.coerce.date().nullable(),
  closedAt: z.coerce.date().nullable(),
  refunds: z.array(
    z.object({
      requestNo: z.string(),
      amountFen: z.number().int(),
      reason: z.string(),
      at: z.coerce.date(),
    }),
  ),
  deliveries: z.array(deliverySchema),
});
export type Trade = z.infer<typeof tradeSchema>;

export function refundedFen(trade: Trade): number {
  return trade.refunds.reduce((sum, refund) => sum + refund.amountFen, 0);
}

/** A refusal with the code Alipay gives for it. */
export class TradeRefusal extends Error {
  readonly subCode: string;
  constructor(subCode: string, message: string) {
    super(message);
    this.name = 'TradeRefusal';
    this.subCode = subCode;
  }
}
