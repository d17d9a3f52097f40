import { z } from '@hono/zod-openapi';
import { MAX_CAPACITY } from '../../domain/seats/capacity.ts';
import { bilingualSchema, campusCodeSchema, subjectCodeSchema } from '../http/schemas.ts';
import { decidableSchema, submissionSchema } from '../staff/submission-schemas.ts';

const seatsSchema = z.number().int().min(0);

export const submitCapacityChangeSchema = z
  .object({
    campus: campusCodeSchema.openapi({ description: 'Campus code' }),
    subject: subjectCodeSchema.openapi({ description: 'Subject code' }),
    capacity: seatsSchema.max(MAX_CAPACITY),
  })
  .openapi('SubmitCapacityChange');

const capacityChangeRowSchema = submissionSchema
  .extend({
    examSessionId: z.string(),
    campus: z.string(),
    campusName: bilingualSchema,
    subject: z.string(),
    before: seatsSchema.openapi({ description: 'Seats when it was submitted' }),
    capacity: seatsSchema.openapi({ description: 'Seats that are wanted' }),
    pool: z
      .object({
        capacity: seatsSchema,
        free: seatsSchema,
        offered: seatsSchema,
        held: seatsSchema,
        paid: seatsSchema,
        waiting: seatsSchema,
      })
      .openapi({ description: 'Seats now' }),
  })
  .openapi('CapacityChangeRow');

export const capacityChangeListSchema = z
  .object({ capacityChanges: z.array(capacityChangeRowSchema), nextCursor: z.string().nullable() })
  .openapi('CapacityChangeList');

export const capacityChangeSchema = capacityChangeRowSchema
  .extend(decidableSchema.shape)
  .openapi('CapacityChange');
