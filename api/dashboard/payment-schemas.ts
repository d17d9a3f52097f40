import { z } from '@hono/zod-openapi';
import { PAYMENT_GROUPS, PAYMENT_SORTS } from '../../domain/dashboard/payment-statistics.ts';
import { bilingualSchema, examSessionQuery } from '../http/schemas.ts';
import { patternSchema, titleSchema } from '../http/text-schemas.ts';

export const paymentsQuery = examSessionQuery.extend({
  inside: patternSchema(/^(\d{2}|\d{5})$/)
    .optional()
    .openapi({ description: 'A province or school of the own scope; that one when left out' }),
  college: titleSchema(60).optional().openapi({ description: 'Of the school' }),
  by: z
    .enum(PAYMENT_GROUPS)
    .optional()
    .openapi({ description: 'One of `groups`; the first of them when left out' }),
  sort: z.enum(PAYMENT_SORTS).default('key'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

const countSchema = z.number().int();
const sumsShape = {
  paid: countSchema.openapi({ description: 'Subjects that are paid' }),
  unpaid: countSchema.openapi({ description: 'Subjects whose seats are held and not paid' }),
  paidFen: countSchema,
  unpaidFen: countSchema,
};

export const paymentRowSchema = z
  .object({
    key: z.string().nullable().openapi({ description: 'A code, or the name of a college or class' }),
    name: bilingualSchema.nullable(),
    ...sumsShape,
  })
  .openapi('PaymentRow');

export const paymentStatisticsSchema = z
  .object({
    examSessionId: z.string(),
    scope: z.string(),
    by: z.enum(PAYMENT_GROUPS),
    groups: z.array(z.enum(PAYMENT_GROUPS)).openapi({ description: 'What this place can be told apart by' }),
    rows: z.array(paymentRowSchema),
    total: z.object(sumsShape),
  })
  .openapi('PaymentStatistics');
