import { z } from 'zod';
import { deliverySchemaOf, noticeBehaviourSchemaOf } from '../shared/delivery.ts';
import { savedInstant } from '../shared/state-file.ts';

/** Ways of forging a notice. The receiver must refuse every one. */
export const FORGERIES = ['mac', 'money', 'signature', 'amount', 'order', 'merchant', 'unsigned'] as const;
export type Forgery = (typeof FORGERIES)[number];

export const noticeBehaviourSchema = noticeBehaviourSchemaOf(FORGERIES);

const deliverySchema = deliverySchemaOf(['paid', 'refused'], FORGERIES);
export type Delivery = z.infer<typeof deliverySchema>;

/** A trade as PayEase keeps it: one for each order number. Money is integer fen. */
export const tradeSchema = z.object({
  /** The order number in PayEase's form, `20261121-2026-…`; it has no other number of a trade. */
  orderNo: z.string(),
  tradeNo: z.string(),
  subject: z.string(),
  payer: z.string(),
  bankMode: z.string(),
  amountFen: z.number().int(),
  /** The amount that the bank took; only the sandbox makes it wrong, on request. */
  paidFen: z.number().int().nullable(),
  notifyUrl: z.string().nullable(),
  returnUrl: z.url({ protocol: /^https?$/ }),
  status: z.enum(['unpaid', 'paid', 'refused']),
  createdAt: savedInstant,
  paidAt: savedInstant.nullable(),
  refunds: z.array(
    z.object({ id: z.string(), reason: z.string(), amountFen: z.number().int(), at: savedInstant }),
  ),
  deliveries: z.array(deliverySchema),
});
export type Trade = z.infer<typeof tradeSchema>;

export function refundedFen(trade: Trade): number {
  return trade.refunds.reduce((sum, refund) => sum + refund.amountFen, 0);
}
