import { z } from '@hono/zod-openapi';
import { LATE_LIST_SORTS } from '../../db/late-registration/late-lists.ts';
import {
  LATE_LIST_STATES,
  LATE_REFUSALS,
  MAX_LATE_LINE_SENT,
  MAX_LATE_ROWS,
} from '../../domain/late-registration/late-list.ts';
import { afterSchema } from '../http/list-page.ts';
import { examSessionQuery, instantSchema, orNull, stageSchema } from '../http/schemas.ts';
import { extraWindowSchema } from '../registration/extra-window-view.ts';
import { codeSchema, lineSchema, titleSchema } from '../http/text-schemas.ts';

const MAX_LIST = 100;
const limitSchema = z.coerce.number().int().min(1).max(MAX_LIST).default(20);

export const lateListSchema = z
  .object({
    id: z.uuid(),
    examSessionId: z.string(),
    province: z.string(),
    title: z.string(),
    ...extraWindowSchema.shape,
    version: z.int(),
    madeBy: z.string(),
    madeAt: instantSchema,
    endedAt: orNull(instantSchema),
    state: z.enum(LATE_LIST_STATES).openapi({
      description:
        'Whether its window is open or to come, only paying is left, it is past, or staff ended it',
    }),
    people: z.int(),
    saved: z.int().openapi({ description: 'Those with a registration' }),
    unpaid: z.int().openapi({ description: 'Those who hold an unpaid seat' }),
    paid: z.int(),
    firstUnpaid: z.array(z.string()).openapi({ description: 'The first of them by name, masked' }),
  })
  .openapi('LateList');

export const lateListsQuery = examSessionQuery.extend({
  sort: z.enum(LATE_LIST_SORTS).default('madeAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: afterSchema,
  limit: limitSchema,
});

export const lateListsSchema = z
  .object({
    examSessionId: z.string(),
    lists: z.array(lateListSchema.omit({ firstUnpaid: true })),
    nextCursor: orNull(z.string()),
  })
  .openapi('LateLists');

export const makeLateListSchema = z
  .object({
    title: lineSchema(60).min(1),
    province: codeSchema(2)
      .regex(/^\d{2}$/)
      .optional()
      .openapi({ description: 'Of whoever is of the whole country' }),
    ...extraWindowSchema.shape,
  })
  .openapi('MakeLateList');

const seen = {
  version: z.int().min(1).max(1_000_000),
  seenUnpaid: z
    .int()
    .min(0)
    .max(1_000_000)
    .openapi({ description: 'How many with an unpaid seat were shown' }),
};

export const setLateListSchema = z
  .object({ ...extraWindowSchema.omit({ opensAt: true }).shape, ...seen })
  .openapi('SetLateList');

export const endLateListSchema = z.object(seen).openapi('EndLateList');

export const takeOffSchema = z
  .object({
    seenUnpaid: z
      .int()
      .min(0)
      .max(1)
      .openapi({ description: '1: it was shown that the person holds an unpaid seat' }),
  })
  .openapi('TakeOffLateList');

export const addLatePeopleSchema = z
  .object({
    lines: z.array(z.string().max(MAX_LATE_LINE_SENT)).max(MAX_LATE_ROWS).default([]).openapi({
      description:
        'An ID number, or the code of a school and a student number; a line that is neither is answered as its row',
    }),
    candidates: z.array(z.uuid()).max(MAX_LATE_ROWS).default([]).openapi({ description: 'Roll entries' }),
  })
  .openapi('AddLatePeople');

export const lateRowsSchema = z
  .object({
    rows: z.array(
      z.object({
        row: z.int().openapi({ description: 'From 1: the lines, then the roll entries' }),
        outcome: z.enum(['done', 'unchanged', ...LATE_REFUSALS]),
        character: orNull(z.string()).openapi({
          description: 'Of a line that is not readable the character that is the reason, such as U+738B',
        }),
        candidateId: orNull(z.uuid()),
        name: orNull(z.string()).openapi({ description: 'Masked' }),
      }),
    ),
  })
  .openapi('LateRows');

export const latePeopleFilter = z.object({
  unpaid: z.enum(['true']).optional().openapi({ description: 'Only those who hold an unpaid seat' }),
});

export const latePeopleQuery = latePeopleFilter.extend({ after: z.uuid().optional(), limit: limitSchema });

export const latePersonSchema = z
  .object({
    candidateId: z.uuid(),
    school: z.string(),
    name: z.string().openapi({ description: 'Masked' }),
    stage: orNull(stageSchema),
    addedBy: z.string(),
  })
  .openapi('LatePerson');

export const latePeopleSchema = z
  .object({ people: z.array(latePersonSchema), nextCursor: orNull(z.uuid()) })
  .openapi('LatePeople');

export const pickableQuery = z.object({
  school: codeSchema(5).regex(/^\d{5}$/),
  college: titleSchema(60).optional(),
  class: titleSchema(60).optional(),
  after: z.uuid().optional(),
  limit: limitSchema,
});

export const pickableSchema = z
  .object({
    people: z.array(
      z.object({
        candidateId: z.uuid(),
        name: z.string(),
        studentNumber: z.string(),
        college: orNull(z.string()),
        className: orNull(z.string()),
        stage: orNull(stageSchema),
      }),
    ),
    nextCursor: orNull(z.uuid()),
  })
  .openapi('PickablePeople');
