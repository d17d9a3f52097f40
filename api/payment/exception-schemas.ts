import { z } from '@hono/zod-openapi';
import { PAYMENT_EXCEPTION_KINDS } from '../../domain/registration/payment-exception.ts';
import { orderSchema } from '../http/list-page.ts';
import { feeFenSchema, instantSchema, MAX_ROW_ID, modeSchema } from '../http/schemas.ts';
import { proseSchema } from '../http/text-schemas.ts';

export const paymentExceptionsFilter = z.object({
  state: z.enum(['open', 'handled']).default('open'),
  kind: z.enum(PAYMENT_EXCEPTION_KINDS).optional(),
  order: orderSchema,
});

export const paymentExceptionsQuery = paymentExceptionsFilter.extend({
  before: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_ROW_ID)
    .optional()
    .openapi({ description: 'The `nextCursor` of the list before' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const paymentExceptionSchema = z
  .object({
    id: z.number().int(),
    kind: z.enum(PAYMENT_EXCEPTION_KINDS),
    orderNo: z.string(),
    tradeNo: z.string().openapi({ description: 'The trade, or the refund, it is about' }),
    amountFen: feeFenSchema,
    foundAt: instantSchema,
    order: z
      .object({
        gateway: z.enum(['alipay', 'payease']),
        mode: modeSchema,
        state: z.enum(['open', 'settling', 'closed', 'paid', 'refunding', 'refunded']),
        amountFen: feeFenSchema,
        tradeNo: z.string().nullable(),
        examSessionId: z.string(),
        registrationId: z.uuid(),
      })
      .nullable()
      .openapi({ description: 'Null: an order we never opened' }),
    refund: z
      .object({ refundNo: z.string(), state: z.enum(['requested', 'done']), amountFen: feeFenSchema })
      .nullable(),
    candidate: z
      .object({ name: z.string(), idNumber: z.string() })
      .nullable()
      .openapi({ description: 'Masked' }),
    handled: z.object({ at: instantSchema, by: z.string(), note: z.string() }).nullable(),
  })
  .openapi('PaymentException');

export const paymentExceptionListSchema = z
  .object({ exceptions: z.array(paymentExceptionSchema), nextCursor: z.number().int().nullable() })
  .openapi('PaymentExceptionList');

export const handledSchema = z.object({ note: proseSchema(500) }).openapi('PaymentExceptionHandled');
