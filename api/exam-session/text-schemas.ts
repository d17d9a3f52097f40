import { z } from '@hono/zod-openapi';
import { TEXT_SORTS } from '../../db/exam-session/list-agreement-texts.ts';
import { SUBJECT_SORTS } from '../../db/exam-session/read-subjects.ts';
import { NOTICE_SORTS, NOTICE_STATES } from '../../db/exam-session/list-notices-to-set.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import {
  bilingualSchema,
  instantSchema,
  levelSchema,
  modeSchema,
  MAX_ROW_ID,
  orNull,
  subjectCodeSchema,
} from '../http/schemas.ts';
import { lineSchema, proseSchema, patternSchema } from '../http/text-schemas.ts';
import { subjectSchema } from './schemas.ts';
import { codedFormShape, versionSchema } from './setting-schemas.ts';
import { scopeSchema } from './setup-schemas.ts';

const MAX_TITLE = 100;
const MAX_NOTICE = 5_000;
/** Both languages together fit into a request. */
const MAX_AGREEMENT = 10_000;
const MAX_PAGE = 100;

const pageShape = {
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(20),
};
const nextCursorSchema = z.string().nullable();
/** The newest first unless asked otherwise. */
const newestFirstSchema = z.enum(['asc', 'desc']).default('desc');

const titleSchema = z.object({ zh: lineSchema(MAX_TITLE).min(1), en: lineSchema(MAX_TITLE).min(1) });

function bodySchema(limit: number) {
  return z.object({ zh: proseSchema(limit), en: proseSchema(limit) });
}

export const subjectParam = z.object({ code: subjectCodeSchema });

export const setSubjectSchema = z
  .object({
    name: titleSchema,
    language: patternSchema(/^[a-z]{2,3}$/),
    level: levelSchema,
    mode: modeSchema,
    ...codedFormShape,
  })
  .openapi('SetSubject');

export const subjectsFilter = z.object({
  search: lineSchema(MAX_TITLE).min(1).optional().openapi({ description: 'A code, or a part of a name' }),
  mode: z.enum(['written', 'oral']).optional(),
  level: z.enum(['4', '6']).optional(),
  sort: z.enum(SUBJECT_SORTS).default('code'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const catalogueSchema = z
  .object({ version: z.number().int(), subjects: z.array(subjectSchema) })
  .openapi('Catalogue');

const typedRowIdSchema = z.coerce.number().int().min(1).max(MAX_ROW_ID);

export const noticeParam = z.object({ id: typedRowIdSchema });

export const noticesToSetFilter = z.object({
  state: z.enum(NOTICE_STATES).optional().openapi({ description: 'Shown now, to be shown, or no more' }),
  place: patternSchema(/^(?:\*|\d{1,6})$/)
    .optional()
    .openapi({ description: 'The beginning of the code that they are for; `*`: for everybody' }),
  sort: z.enum(NOTICE_SORTS).default('id').openapi({ description: '`id`: by when they were added' }),
  order: newestFirstSchema,
});

export const noticesToSetQuery = noticesToSetFilter.extend(pageShape);

const noticeShape = {
  scope: scopeSchema.openapi({ description: '`*`, or the code of a province, a school or a campus' }),
  title: titleSchema,
  body: bodySchema(MAX_NOTICE),
  publishedAt: instantSchema.openapi({ description: 'From when it is shown' }),
  shownUntil: orNull(instantSchema)
    .default(null)
    .openapi({ description: 'Until when; null: until it is withdrawn' }),
};

export const addNoticeSchema = z.object(noticeShape).openapi('AddNotice');
export const setNoticeSchema = z.object({ ...noticeShape, version: versionSchema }).openapi('SetNotice');

export const noticeToSetSchema = z
  .object({
    id: z.number().int(),
    scope: z.string(),
    title: bilingualSchema,
    body: bilingualSchema,
    publishedAt: instantSchema,
    shownUntil: instantSchema.nullable(),
    state: z.enum(NOTICE_STATES),
    version: z.number().int(),
  })
  .openapi('NoticeToSet');

export const noticeListSchema = z
  .object({ notices: z.array(noticeToSetSchema), nextCursor: nextCursorSchema })
  .openapi('NoticeList');

const kindSchema = z.enum(['agreement', 'pledge', 'terms', 'privacy']);
const editionSchema = patternSchema(/^[\w.-]{1,40}$/);

export const textsFilter = z.object({
  kind: kindSchema.optional(),
  sort: z.enum(TEXT_SORTS).default('publishedAt'),
  order: newestFirstSchema,
});
export const textsQuery = textsFilter.extend(pageShape);
export const textParam = z.object({ kind: kindSchema, version: editionSchema });
export const againstQuery = z.object({
  against: editionSchema
    .optional()
    .openapi({ description: 'The version to compare with; left out: the one that was in force before' }),
});

export const setAgreementTextSchema = z
  .object({
    title: titleSchema,
    body: bodySchema(MAX_AGREEMENT),
    publishedAt: instantSchema.openapi({ description: 'From when it is in force' }),
    ...codedFormShape,
  })
  .openapi('SetAgreementText');

export const listedTextSchema = z.object({
  kind: kindSchema,
  version: z.string(),
  title: bilingualSchema,
  publishedAt: instantSchema,
  isInForce: z.boolean(),
});

export const agreementTextListSchema = z
  .object({
    version: z.number().int().openapi({ description: 'The version that a change is made on' }),
    texts: z.array(listedTextSchema),
    missing: z.array(kindSchema).openapi({ description: 'Kinds of which there is no version yet' }),
    nextCursor: nextCursorSchema,
  })
  .openapi('AgreementTextList');

const partSchema = z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() });
const paragraphsSchema = z.array(
  z.object({ kind: z.enum(['same', 'removed', 'added', 'changed']), parts: z.array(partSchema) }),
);

export const agreementTextVersionSchema = z
  .object({
    kind: kindSchema,
    version: z.string(),
    title: bilingualSchema,
    body: bilingualSchema,
    publishedAt: instantSchema,
    against: z.string().nullable(),
    difference: z
      .object({ zh: paragraphsSchema, en: paragraphsSchema })
      .nullable()
      .openapi({ description: 'By paragraph, in changed ones by word; null: there is no earlier version' }),
  })
  .openapi('AgreementTextVersion');
