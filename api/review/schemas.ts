import { z } from '@hono/zod-openapi';
import { HIGHEST_SCORE } from '../../domain/roll/scores.ts';
import { FILED_KINDS, REVIEW_KINDS } from '../../domain/review/kind.ts';
import { SHOWN_REVIEW_STATES } from '../../domain/review/state.ts';
import { idTypeSchema, instantSchema, orNull, rowIdSchema } from '../http/schemas.ts';
import {
  codeSchema,
  checkPaper,
  idNumberSchema,
  nameSchema,
  patternSchema,
  proseSchema,
  ticketNumberSchema,
} from '../http/text-schemas.ts';
import { bulkPreviewShape, bulkSeenShape } from '../batches/bulk-schemas.ts';
import { afterSchema, orderSchema } from '../http/list-page.ts';
import { MAX_REVIEW_PROOFS } from '../../domain/review/proofs.ts';
import { MAX_PAPERS_SEEN, MAX_REVIEW_REASON, MAX_TICKET } from '../../domain/review/texts.ts';
import { proofSchema } from '../staff/proofs.ts';
import { verdictSchema } from '../staff/submission-schemas.ts';
import { rollSchema } from '../roll/schemas.ts';
import { campusSchema } from '../exam-session/schemas.ts';

const MAX_LIST = 100;
const MAX_WAITING_DAYS = 60;

export const reviewStateSchema = z.enum(SHOWN_REVIEW_STATES).openapi('ReviewState');

export const submitReviewSchema = z
  .object({
    candidateId: z.uuid(),
    ticketNumber: ticketNumberSchema.max(MAX_TICKET).openapi({
      description: 'Admission ticket number of the earlier CET-4, 15 digits',
    }),
    declared: z.literal(true).openapi({ description: 'The candidate declares that the score is their own' }),
  })
  .openapi('SubmitReview');

export const resubmitReviewSchema = submitReviewSchema.omit({ candidateId: true }).openapi('ResubmitReview');

export const reviewQuerySchema = z.object({
  candidate: z.uuid().optional().openapi({
    description: 'The roll entry, when there are several; the bound one, or the first, otherwise',
  }),
});

export const reviewSchema = z
  .object({
    id: z.uuid(),
    state: reviewStateSchema,
    ticketNumber: z.string().openapi({ description: 'Empty when the school filed it without' }),
    filedBySchool: z.boolean(),
    submittedAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    reason: z.string().nullable().openapi({ description: "Of a rejection, in the reviewer's words" }),
    changeRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why it can be neither edited nor deleted now; null: it can' }),
  })
  .openapi('Review');

export const reviewPageSchema = z
  .object({
    candidate: z.object({
      id: z.uuid(),
      name: z.string(),
      idNumber: z.string(),
      campus: campusSchema,
    }),
    review: orNull(reviewSchema),
    offerRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why a re-check cannot be asked for now; null: it can' }),
    triesLeft: z
      .number()
      .int()
      .openapi({ description: 'How often a ticket number can still be submitted today' }),
    endsAt: instantSchema
      .nullable()
      .openapi({ description: 'End of online registration, when what is undecided lapses' }),
  })
  .openapi('ReviewPage');

export const reviewAnswerSchema = z
  .object({ code: z.string(), review: orNull(reviewSchema) })
  .openapi('ReviewAnswer');

/** Which re-checks of the scope, whatever their state. */
export const reviewsAskedFilter = z.object({
  inside: patternSchema(/^\d{5,6}$/)
    .optional()
    .openapi({ description: 'A school or campus' }),
  kind: z.enum(REVIEW_KINDS).optional(),
  waitingDays: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_WAITING_DAYS)
    .optional()
    .openapi({ description: 'Only those submitted at least so many days ago' }),
});

export const staffReviewsFilter = reviewsAskedFilter.extend({
  state: reviewStateSchema.default('pending'),
  order: orderSchema,
});

export const staffReviewsQuery = staffReviewsFilter.extend({
  after: afterSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
});

export const staffReviewRowSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int().openapi({ description: 'To be sent back with the decision' }),
    state: reviewStateSchema,
    kind: z.enum(REVIEW_KINDS),
    filedBy: z
      .string()
      .nullable()
      .openapi({ description: 'The reviewer who filed it; null: its candidate asked' }),
    name: z.string().openapi({ description: 'Masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    campus: campusSchema,
    score: z.number().int(),
    submittedAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    decidedBy: z.string().nullable(),
  })
  .openapi('StaffReviewRow');

export const staffReviewListSchema = z
  .object({
    examSessionId: z.string(),
    reviews: z.array(staffReviewRowSchema),
    nextCursor: z.string().nullable(),
    counts: z.object({
      pending: z.number().int(),
      approved: z.number().int(),
      rejected: z.number().int(),
      expired: z.number().int(),
    }),
  })
  .openapi('StaffReviewList');

const paperSchema = z.string().nullable();

export const staffReviewSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int().openapi({ description: 'To be sent back with the decision' }),
    state: reviewStateSchema,
    kind: z.enum(REVIEW_KINDS),
    filedBy: z
      .string()
      .nullable()
      .openapi({ description: 'The reviewer who filed it; null: its candidate asked' }),
    proof: z.string().nullable().openapi({ description: 'The papers its filer saw' }),
    proofs: z.array(proofSchema),
    ticketNumber: z.string(),
    score: z.number().int().nullable(),
    comparison: z.array(
      z.object({
        field: z.enum(['name', 'idNumber', 'ticketNumber', 'score']),
        request: paperSchema,
        score: paperSchema,
        roll: paperSchema,
        differs: z.boolean(),
      }),
    ),
    roll: rollSchema,
    submittedAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    endsAt: instantSchema.nullable(),
    history: z.array(
      z.object({
        happenedAt: instantSchema,
        type: z.enum(['submitted', 'approved', 'rejected', 'reset', 'expired', 'passportRebound', 'deleted']),
        by: z.string(),
        approvedBy: orNull(z.string()).openapi({
          description: 'The second person of a decision on many, of which this is one',
        }),
        reason: z.string().nullable(),
      }),
    ),
    resetRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why its decision cannot be taken back now; null: it can' }),
    mailAt: instantSchema
      .nullable()
      .openapi({ description: 'When the mail about the decision leaves; null: it has, or there is none' }),
  })
  .openapi('StaffReview');

const versionSchema = rowIdSchema;

export const reviewLookupSchema = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('idNumber'), idType: idTypeSchema, idNumber: idNumberSchema }).check(checkPaper),
    z.object({ by: z.literal('name'), name: nameSchema }),
  ])
  .openapi('ReviewLookup');

export const reviewsFoundSchema = z
  .object({
    reviews: z.array(staffReviewRowSchema),
    more: z.boolean().openapi({ description: 'There are more than were found' }),
  })
  .openapi('ReviewsFound');

export const fileReviewSchema = z
  .object({
    kind: z.enum(FILED_KINDS),
    idType: idTypeSchema,
    idNumber: idNumberSchema,
    name: nameSchema,
    ticketNumber: codeSchema(MAX_TICKET)
      .default('')
      .openapi({ description: 'As on the papers; empty when it is forgotten' }),
    score: z
      .number()
      .int()
      .min(0)
      .max(HIGHEST_SCORE)
      .openapi({ description: 'As on the papers; up to 100 it is of the old scale, on which 60 was a pass' }),
    proof: proseSchema(MAX_PAPERS_SEEN).openapi({ description: 'Which papers were seen' }),
  })
  .check(checkPaper)
  .openapi('FileReview');

/** The re-check with which the desk goes on. */
export const reviewFoundSchema = z.object({ id: z.uuid() }).openapi('ReviewFound');

export const reviewDecisionSchema = z
  .discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('approve'), version: versionSchema, proofs: seenProofsSchema() }),
    z.object({
      outcome: z.literal('reject'),
      version: versionSchema,
      proofs: seenProofsSchema(),
      reason: proseSchema(MAX_REVIEW_REASON),
    }),
  ])
  .openapi('ReviewDecision');

export const resetReviewSchema = z
  .object({
    version: versionSchema,
    reason: proseSchema(MAX_REVIEW_REASON).optional().openapi({
      description: 'For the candidate; needed once the mail about the decision has left',
    }),
  })
  .openapi('ResetReview');

function seenProofsSchema() {
  return z.array(z.uuid()).max(MAX_REVIEW_PROOFS).optional().openapi({
    description: 'The proofs that were seen; for what a school filed, left out means none',
  });
}

const bulkDecisionSchema = verdictSchema(MAX_REVIEW_REASON);

export const previewDecisionsSchema = z.object({ decision: bulkDecisionSchema }).openapi('PreviewDecisions');

export const decisionsPreviewSchema = z.object(bulkPreviewShape).openapi('DecisionsPreview');

export const decideAllSchema = z
  .object({ decision: bulkDecisionSchema, ...bulkSeenShape })
  .openapi('DecideAll');
