import type { ColumnKey } from '../../domain/batches/headings.ts';
import { z } from '@hono/zod-openapi';
import { FILE_KINDS } from '../../domain/batches/batch.ts';
import { ROW_OUTCOMES, ROW_REFUSALS, ROW_RESULTS } from '../../domain/batches/row.ts';
import { LIST_ACTIONS } from '../../domain/roll/list-rows.ts';
import { IMPORT_COLUMNS } from '../../domain/imports/columns.ts';
import { fileBody } from '../http/files.ts';
import { bilingualSchema, examSessionIdSchema, instantSchema, orNull } from '../http/schemas.ts';
import { lineSchema as oneLineSchema, patternSchema } from '../http/text-schemas.ts';

const MAX_LIST = 200;
const MOST_LINES = 2_147_483_647;
const lineSchema = z.number().int().min(1);
const placeSchema = z.object({
  sheet: z.string().nullable().openapi({ description: 'Where several sheets are read as one table' }),
  line: lineSchema,
});
const versionSchema = z.number().int().min(1).max(MOST_LINES);
const positionSchema = z.number().int().min(0).max(99);
/** The columns of every kind; which of them a batch has is for its route to say. */
const COLUMN_KEYS = Object.values(IMPORT_COLUMNS).flatMap((columns) => columns.map(({ key }) => key));
const limitSchema = z.coerce.number().int().min(1).max(MAX_LIST).default(50);

/** What a file is sent in as; the file itself is the body. */
export const uploadQuery = z.object({
  kind: z.enum(FILE_KINDS),
  examSession: examSessionIdSchema
    .optional()
    .openapi({ description: 'For kinds that are about one; the current one when left out' }),
  scope: patternSchema(/^(\*|\d{2}|\d{5})$/)
    .optional()
    .openapi({ description: 'Where its rows must lie; the scope of who sends it when left out' }),
  name: oneLineSchema(120).min(1).openapi({ description: 'The name of the file' }),
});

/** The body of an upload. */
export const importedFile = fileBody('CSV or XLSX, at most 100 MB; photos: a ZIP of at most 1 GB');

/** The columns of a file, and what they were matched to. */
export const columnsSchema = z
  .object({
    line: lineSchema.openapi({ description: 'Where the headings stand' }),
    headings: z.array(z.string()),
    ignored: z.array(z.string()).openapi({ description: 'The headings whose columns are left out' }),
    sheets: z
      .array(z.string())
      .openapi({ description: 'The sheets that are read as one table; none where there is but one' }),
    unread: z
      .array(z.object({ name: z.string(), isHidden: z.boolean(), isLikelyList: z.boolean() }))
      .openapi({ description: 'Sheets with something in them that are not read' }),
    hidden: z
      .array(z.number().int())
      .openapi({ description: 'The positions of columns that are hidden in the file: none may be chosen' }),
    columns: z.array(
      z.object({
        key: z.string(),
        name: bilingualSchema,
        isRequired: z.boolean(),
        whenAbsent: orNull(bilingualSchema).openapi({
          description: 'What becomes of the rows of a file that has no such column',
        }),
        position: z.number().int().nullable().openapi({ description: 'Of its heading, from 0' }),
        suggested: z
          .number()
          .int()
          .nullable()
          .openapi({ description: 'Likely one, for a person to confirm' }),
        repeatedAt: z
          .array(z.number().int())
          .openapi({ description: 'Where it stands, from 0, if more than once; one is to be chosen' }),
      }),
    ),
  })
  .openapi('ImportColumns');

export const confirmColumnsSchema = z
  .object({
    version: versionSchema,
    positions: z
      .object(Object.fromEntries(COLUMN_KEYS.map((key) => [key, positionSchema.optional()])))
      .transform((positions) => positions as Record<ColumnKey, number>)
      .openapi({ description: 'The position of the heading of each column of this kind' }),
  })
  .openapi('ConfirmColumns');

export const startImportSchema = z
  .object({
    version: versionSchema,
    overwrite: z
      .boolean()
      .default(false)
      .openapi({ description: 'The file wins over what was corrected by hand (人工更正)' }),
    markMissing: z
      .boolean()
      .default(false)
      .openapi({ description: 'Marks whom the file leaves out (缺失); nobody is deleted' }),
  })
  .openapi('StartImport');

export const rowsFilter = z.object({
  outcome: z.enum(ROW_OUTCOMES).optional(),
  result: z.enum(ROW_RESULTS).optional(),
});
export const rowsQuery = rowsFilter.extend({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_LINES)
    .optional()
    .openapi({ description: '`nextCursor` of the page before' }),
  limit: limitSchema,
});

/** Rows of a file, with whom each is about, masked, and what is wrong with it or would change. */
export const rowListSchema = z
  .object({
    rows: z.array(
      z.object({
        ...placeSchema.shape,
        outcome: z.enum(ROW_OUTCOMES),
        result: z.enum(ROW_RESULTS),
        refusal: orNull(z.enum(ROW_REFUSALS)).openapi({
          description:
            'Why it was refused, or will be unless the file is to win; of a row that was done, what stayed',
        }),
        who: z.string().nullable().openapi({ description: 'Masked; null once the batch was cleared' }),
        action: orNull(z.enum(LIST_ACTIONS)).openapi({
          description: 'Of lists: what becomes of the entry; null once the batch was cleared',
        }),
        changes: z.array(bilingualSchema).openapi({ description: 'The columns that change' }),
        kept: z
          .array(bilingualSchema)
          .openapi({ description: 'Those that were corrected by hand, and stay unless the file is to win' }),
        flaws: z.array(
          z.object({
            column: bilingualSchema,
            code: z.string(),
            message: bilingualSchema,
            masked: z.string(),
          }),
        ),
      }),
    ),
    nextCursor: z.number().int().nullable(),
  })
  .openapi('ImportRows');

export const causeListSchema = z
  .object({
    causes: z.array(
      z.object({
        column: orNull(bilingualSchema).openapi({
          description: 'Null for rows that were good and are refused when their turn comes',
        }),
        code: z.string(),
        message: bilingualSchema,
        count: z.number().int(),
        places: z.array(placeSchema).openapi({ description: 'The first of them' }),
      }),
    ),
  })
  .openapi('ImportCauses');

export const missingQuery = z.object({ after: z.uuid().optional(), limit: limitSchema });

export const missingListSchema = z
  .object({
    missing: z.array(
      z.object({
        who: z.string().openapi({ description: 'Masked' }),
        schoolCode: z.string(),
        missingSince: instantSchema.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('ImportMissing');
