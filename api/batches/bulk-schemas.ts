import { z } from '@hono/zod-openapi';
import { impactSchema } from '../exam-session/setting-schemas.ts';
import { patternSchema } from '../http/text-schemas.ts';
import { decidableSchema, submissionSchema } from '../staff/submission-schemas.ts';
import { batchKindSchema, parametersShape } from './schemas.ts';

const MAX_PEOPLE = 100_000_000;

/** What an action on many says besides the filter, which is in its address: what whoever asks for it was shown. */
export const bulkSeenShape = {
  seenCount: z.number().int().min(1).max(MAX_PEOPLE).openapi({ description: 'As many as were shown' }),
  seenVersion: patternSchema(/^[\w-]{32}$/).openapi({ description: '`version` of what was shown' }),
};

/** Whom an action on many is about, before anything is done. */
export const bulkPreviewShape = {
  impact: impactSchema,
  version: z.string().openapi({
    description:
      'Of the filter, the scope, what is done to each, and of whom where they are fewer than a hundred',
  }),
  takesSecondPerson: z.boolean(),
};

/** What waits for a second person: how many it is about, where, and what is done to each. */
export const batchApprovalSchema = submissionSchema
  .extend({
    kind: batchKindSchema,
    scope: z.string(),
    examSessionId: z.string().nullable(),
    count: z.number().int(),
    filter: z.record(z.string(), z.string()),
    ...parametersShape,
    who: z.array(z.string()).openapi({ description: 'Some of them, masked' }),
  })
  .openapi('BatchApproval');

export const batchApprovalDetailSchema = batchApprovalSchema
  .extend(decidableSchema.shape)
  .openapi('BatchApprovalDetail');

export const batchApprovalListSchema = z
  .object({ batchApprovals: z.array(batchApprovalSchema), nextCursor: z.string().nullable() })
  .openapi('BatchApprovalList');
