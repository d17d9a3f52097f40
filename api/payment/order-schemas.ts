import { z } from '@hono/zod-openapi';
import { PAYEASE_BANKS } from '../../domain/payment/payease-banks.ts';
import { modeSchema, orNull } from '../http/schemas.ts';
import { orderSchema, registrationSchema } from '../registration/schemas.ts';

export const ordersSchema = z
  .object({
    examSessionId: z.string().openapi({ description: 'The exam session that they are of' }),
    orders: z.array(orderSchema),
  })
  .openapi('Orders');

export const openOrderSchema = z
  .object({
    mode: modeSchema,
    gateway: z.enum(['alipay', 'payease']),
    bank: z.enum(PAYEASE_BANKS).optional().openapi({ description: 'For PayEase; without one it asks' }),
  })
  .openapi('OpenOrder');

export const openedOrderSchema = z
  .object({
    code: z.string(),
    order: orNull(orderSchema).openapi({
      description: 'null while an earlier order with other contents is being closed: ask again',
    }),
    payUrl: z
      .string()
      .nullable()
      .openapi({ description: "The gateway's page; absolute expiry is the order's" }),
    registration: registrationSchema,
  })
  .openapi('OpenedOrder');
