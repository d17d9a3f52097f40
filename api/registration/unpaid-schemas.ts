import { z } from '@hono/zod-openapi';
import { REGISTERED_SORTS } from '../../db/registration/list-registered.ts';
import { bulkPreviewShape, bulkSeenShape } from '../batches/bulk-schemas.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import { bilingualSchema, examSessionQuery, instantSchema, subjectCodeSchema } from '../http/schemas.ts';
import { patternSchema, titleSchema } from '../http/text-schemas.ts';
import { rollPersonShape } from './roll-person.ts';

const MAX_LIST = 100;
const clearSchema = titleSchema(60).optional();
const countSchema = z.number().int().min(0);

/** Which people of an exam session, by place, college, class and subject. */
export const registeredFilter = examSessionQuery.extend({
  inside: patternSchema(/^(\d{2}|\d{5,6})$/)
    .optional()
    .openapi({ description: 'A province, school or campus' }),
  college: clearSchema.openapi({ description: 'Of one school: the one in scope, or `inside`' }),
  class: clearSchema,
  subject: subjectCodeSchema.optional(),
});
export type RegisteredFilter = z.infer<typeof registeredFilter>;

export const unpaidFilter = registeredFilter.extend({
  sort: z.enum(REGISTERED_SORTS).default('school').openapi({ description: 'School by school' }),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const unpaidQuery = unpaidFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(50),
});

export const unpaidRowSchema = z
  .object({
    ...rollPersonShape,
    subjects: z.array(z.string()),
    unpaidFen: countSchema,
    deadlineAt: instantSchema.nullable(),
    remindedOn: z.string().nullable().openapi({ description: 'The last day on which staff sent a reminder' }),
  })
  .openapi('UnpaidRow');

export const unpaidListSchema = z
  .object({
    examSessionId: z.string(),
    unpaid: z.array(unpaidRowSchema),
    count: countSchema,
    unpaidFen: countSchema,
    subjects: z
      .array(z.object({ code: z.string(), name: bilingualSchema }))
      .openapi({ description: 'The catalogue, by which the list can be filtered' }),
    nextCursor: z.string().nullable(),
  })
  .openapi('UnpaidList');

/** Whom a mail of staff goes to, and how it reads. */
export const mailPreviewShape = {
  ...bulkPreviewShape,
  example: z
    .object({ subject: z.string(), text: z.string() })
    .nullable()
    .openapi({ description: 'As the first of them gets it, the name masked' }),
};

export const reminderPreviewSchema = z
  .object({
    ...mailPreviewShape,
    leftOut: z.number().int().openapi({ description: 'Those of them who were reminded today already' }),
  })
  .openapi('ReminderPreview');

export const remindSchema = z.object(bulkSeenShape).openapi('RemindUnpaid');
