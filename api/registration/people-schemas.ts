import { z } from '@hono/zod-openapi';
import { PEOPLE_SORTS } from '../../db/registration/list-people.ts';
import { MOST_PEOPLE_COUNTED, ROLL_STAGES } from '../../domain/registration/people-filter.ts';
import { EDUCATION_LEVELS, HIGHEST_GRADE } from '../../domain/roll/roll.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import { instantSchema } from '../http/schemas.ts';
import { rollPersonShape } from './roll-person.ts';
import { registeredFilter } from './unpaid-schemas.ts';

const MAX_LIST = 100;

export const gradeSchema = z.coerce.number().int().min(1).max(HIGHEST_GRADE).optional();
export const educationLevelSchema = z.enum(EDUCATION_LEVELS).optional();

export const peopleListFilter = registeredFilter.omit({ subject: true }).extend({
  grade: gradeSchema,
  educationLevel: educationLevelSchema,
  stage: z
    .enum(ROLL_STAGES)
    .optional()
    .openapi({ description: 'How far they are; like college, class, grade and level, of one school' }),
  sort: z.enum(PEOPLE_SORTS).default('school').openapi({ description: 'School by school' }),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const peopleListQuery = peopleListFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(50),
});

export const personRowSchema = z
  .object({
    ...rollPersonShape,
    grade: z.number().int().nullable(),
    stage: z.enum(ROLL_STAGES),
    missingSince: instantSchema
      .nullable()
      .openapi({ description: 'Since when the school’s file leaves them out' }),
  })
  .openapi('PersonRow');

export const peopleListSchema = z
  .object({
    examSessionId: z.string(),
    people: z.array(personRowSchema),
    count: z
      .number()
      .int()
      .openapi({ description: `As far as ${MOST_PEOPLE_COUNTED} are counted` }),
    nextCursor: z.string().nullable(),
  })
  .openapi('PeopleList');
