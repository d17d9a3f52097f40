import { z } from '@hono/zod-openapi';
import { SPANS, STEPS } from '../../domain/dashboard/figures.ts';
import { PAYMENT_EXCEPTION_KINDS } from '../../domain/registration/payment-exception.ts';
import { bilingualSchema, examSessionQuery, instantSchema } from '../http/schemas.ts';
import { patternSchema } from '../http/text-schemas.ts';

export const dashboardQuery = examSessionQuery.extend({
  scope: patternSchema(/^(\*|\d{2}|\d{5})$/)
    .optional()
    .openapi({ description: '`*`, or the code of a province or a school; the own scope when left out' }),
  by: z
    .enum(SPANS)
    .default('day')
    .openapi({ description: '`hour`: the last two days; `day`: the season, at most its last 60 days' }),
});

/** The parts of a dashboard, each a chart, a table and a file. */
export const CHARTS = ['steps', 'registrations', 'payments', 'places', 'seats', 'exceptions'] as const;

export const chartFilter = dashboardQuery.extend({ chart: z.enum(CHARTS) });

const countSchema = z.number().int();
const stepsSchema = z.object(
  Object.fromEntries(STEPS.map((step) => [step, countSchema])) as Record<
    (typeof STEPS)[number],
    typeof countSchema
  >,
);
const namedSchema = { code: z.string(), name: bilingualSchema };

export const dashboardSchema = z
  .object({
    examSession: z.string(),
    scope: z.string(),
    name: bilingualSchema.nullable().openapi({ description: 'Of the place that the scope is; null: all' }),
    by: z.enum(SPANS),
    steps: stepsSchema.openapi({
      description: 'How many have come to each step: `held` have a seat or have paid for one',
    }),
    registrations: z
      .array(z.object({ from: instantSchema, count: countSchema, total: countSchema }))
      .openapi({ description: 'Registrations there are, by when they were saved; `total`: up to then' }),
    payments: z
      .array(z.object({ from: instantSchema, count: countSchema, amountFen: countSchema }))
      .openapi({ description: 'Paid orders by when they were paid, those refunded later among them' }),
    places: z.array(
      z.object({
        ...namedSchema,
        steps: stepsSchema.nullable().openapi({ description: 'Null for campuses' }),
        reviewsWaiting: countSchema.nullable(),
        waiting: countSchema.openapi({ description: 'Places in queues' }),
      }),
    ),
    subjects: z.array(z.object(namedSchema)),
    seats: z.array(
      z.object({
        place: z.string(),
        subject: z.string(),
        capacity: countSchema,
        free: countSchema,
        held: countSchema,
        offered: countSchema,
        paid: countSchema,
        waiting: countSchema,
      }),
    ),
    reviewsWaiting: countSchema,
    waiting: countSchema,
    exceptions: z.array(z.object({ kind: z.enum(PAYMENT_EXCEPTION_KINDS), count: countSchema })),
  })
  .openapi('Dashboard');

export type Dashboard = z.infer<typeof dashboardSchema>;
