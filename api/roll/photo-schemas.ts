import { z } from '@hono/zod-openapi';
import { MAX_PHOTOS_AT_ONCE, PHOTO_REASONS, PHOTO_STATES } from '../../domain/roll/photo-review.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import { examSessionQuery, instantSchema, orNull } from '../http/schemas.ts';
import { patternSchema, titleSchema } from '../http/text-schemas.ts';

const MAX_LIST = 100;
const clearSchema = titleSchema(60).optional();

/** Which people of a roll: by place, college and class. */
export const peopleFilter = examSessionQuery.extend({
  inside: patternSchema(/^\d{5,6}$/)
    .optional()
    .openapi({ description: 'A school or campus' }),
  college: clearSchema,
  class: clearSchema,
});

export const photosFilter = peopleFilter.extend({ state: z.enum(PHOTO_STATES).optional() });

export const photosQuery = photosFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(50),
});

export const photoRowSchema = z
  .object({
    candidateId: z.uuid(),
    photoId: z.string(),
    state: z.enum(PHOTO_STATES),
    reason: orNull(z.enum(PHOTO_REASONS)),
    name: z.string().openapi({ description: 'Masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    studentNumber: z.string(),
    schoolCode: z.string(),
    college: z.string().nullable(),
    className: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: orNull(instantSchema),
  })
  .openapi('PhotoRow');

export const photoListSchema = z
  .object({
    examSessionId: z.string(),
    photos: z.array(photoRowSchema),
    counts: z.object({
      unreviewed: z.number().int(),
      accepted: z.number().int(),
      rejected: z.number().int(),
    }),
    nextCursor: z.string().nullable(),
  })
  .openapi('PhotoList');

const verdictShapes = [
  z.object({ outcome: z.literal('accept') }),
  z.object({ outcome: z.literal('reject'), reason: z.enum(PHOTO_REASONS) }),
] as const;

export const photoDecisionBody = z
  .discriminatedUnion('outcome', [
    verdictShapes[0].extend({ photoId: photoIdOf() }),
    verdictShapes[1].extend({ photoId: photoIdOf() }),
  ])
  .openapi('DecidePhoto');

const seenCount = z.number().int().min(1).max(MAX_PHOTOS_AT_ONCE);
export const photoDecisionsBody = z
  .discriminatedUnion('outcome', [
    verdictShapes[0].extend({ seenCount }),
    verdictShapes[1].extend({ seenCount }),
  ])
  .openapi('DecidePhotos');

export const reuseBody = z
  .object({
    seenCount: z
      .number()
      .int()
      .min(0)
      .max(10_000_000)
      .optional()
      .openapi({ description: 'As many as were shown; left out: only tells how many' }),
  })
  .openapi('ReusePhotos');

function photoIdOf() {
  return patternSchema(/^[\w-]{43}$/).openapi({ description: 'The photo that was seen' });
}
