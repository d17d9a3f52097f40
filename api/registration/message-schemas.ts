import { z } from '@hono/zod-openapi';
import { MAX_MAIL_SUBJECT, MAX_MAIL_TEXT, unknownPlaceholders } from '../../domain/messages/written-mail.ts';
import { PEOPLE_STAGES } from '../../domain/registration/people-filter.ts';
import { bulkSeenShape } from '../batches/bulk-schemas.ts';
import { lineSchema, proseSchema } from '../http/text-schemas.ts';
import { educationLevelSchema, gradeSchema } from './people-schemas.ts';
import { mailPreviewShape, registeredFilter } from './unpaid-schemas.ts';

/** To whom a message goes: those who are registered, by place, college, class, grade, level, subject and stage. */
export const addressedFilter = registeredFilter.extend({
  grade: gradeSchema,
  educationLevel: educationLevelSchema,
  stage: z.enum(PEOPLE_STAGES).optional().openapi({
    description: '`saved`: no subject chosen; `unpaid`: not paid for everything; `paid`: paid for everything',
  }),
});

/** Holds a text to what it may be filled with. */
function filled<Schema extends z.ZodType<string>>(schema: Schema) {
  return schema.refine((text) => unknownPlaceholders(text).length === 0, {
    params: { code: 'bad_placeholder' },
  });
}

const subjectSchema = filled(lineSchema(MAX_MAIL_SUBJECT).min(1));
const textSchema = filled(proseSchema(MAX_MAIL_TEXT));

/** A message as staff write it: plain text, with words in braces for what differs. */
const writtenMailSchema = z
  .object({
    subject: z.object({ zh: subjectSchema, en: subjectSchema }),
    text: z.object({ zh: textSchema, en: textSchema }),
  })
  .openapi('WrittenMail');

export const previewMessageSchema = z.object({ mail: writtenMailSchema }).openapi('PreviewMessage');
export const sendMessageSchema = z
  .object({ mail: writtenMailSchema, ...bulkSeenShape })
  .openapi('SendMessage');

export const messagePreviewSchema = z
  .object({
    ...mailPreviewShape,
  })
  .openapi('MessagePreview');
