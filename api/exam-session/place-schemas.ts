import { z } from '@hono/zod-openapi';
import { PLACE_SORTS } from '../../db/exam-session/list-places.ts';
import { PLACE_KINDS } from '../../domain/exam-session/place-codes.ts';
import {
  bilingualSchema,
  campusCodeSchema,
  instantSchema,
  orNull,
  subjectCodeSchema,
} from '../http/schemas.ts';
import { keysetCursorSchema } from '../http/list-page.ts';
import { lineSchema, patternSchema } from '../http/text-schemas.ts';
import { codedFormShape, settingsFormShape } from './setting-schemas.ts';

const MAX_NAME = 100;
const MAX_SUBJECTS = 50;
const MAX_CAMPUSES = 9;
const MAX_PAGE = 200;

const placeCodeSchema = patternSchema(/^(\d{2}|\d{5}|\d{6})$/);

const namesSchema = z
  .object({ zh: lineSchema(MAX_NAME).min(1), en: lineSchema(MAX_NAME).min(1) })
  .openapi('PlaceNames');

const printedSchema = z.array(subjectCodeSchema).max(MAX_SUBJECTS).openapi({
  description:
    'Subjects whose admission tickets the school prints (学校统一打印); others are printed by candidates',
});

export const placesFilter = z.object({
  kind: z.enum(PLACE_KINDS),
  inside: placeCodeSchema.optional().openapi({ description: 'The code of a place around them' }),
  search: lineSchema(MAX_NAME)
    .min(1)
    .optional()
    .openapi({ description: 'The beginning of a code, or a part of a name' }),
  sort: z.enum(PLACE_SORTS).default('code'),
  order: z.enum(['asc', 'desc']).default('asc'),
});

export const placesQuery = placesFilter.extend({
  after: keysetCursorSchema,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
});

export const placeParam = z.object({ code: placeCodeSchema });
export const provinceParam = z.object({ code: patternSchema(/^\d{2}$/) });
export const schoolParam = z.object({ code: patternSchema(/^\d{5}$/) });
export const campusParam = z.object({ code: campusCodeSchema });

export const setProvinceSchema = z.object({ name: namesSchema, ...codedFormShape }).openapi('SetProvince');

export const setSchoolSchema = z
  .object({ name: namesSchema, schoolPrintedSubjects: printedSchema.optional(), ...codedFormShape })
  .openapi('SetSchool');

export const setSchoolSettingsSchema = z
  .object({ schoolPrintedSubjects: printedSchema, ...settingsFormShape })
  .openapi('SetSchoolSettings');

export const setCampusSchema = z
  .object({
    name: namesSchema,
    writtenCampusCodes: z.array(campusCodeSchema).max(MAX_CAMPUSES).openapi({
      description: 'Other campuses of the school where its candidates may take written subjects',
    }),
    oralLetsOut: z
      .boolean()
      .openapi({ description: 'True when its candidates may take their oral elsewhere' }),
    oralAdmitsOutsidersFrom: orNull(instantSchema).openapi({
      description: 'The time from which others may take its oral seats; null: never',
    }),
    ...codedFormShape,
  })
  .openapi('SetCampus');

export const placeSchema = z
  .object({
    code: z.string(),
    kind: z.enum(PLACE_KINDS),
    name: bilingualSchema,
    version: z.number().int(),
    schoolPrintedSubjects: z.array(z.string()).optional(),
    writtenCampusCodes: z.array(z.string()).optional(),
    oralLetsOut: z.boolean().optional(),
    oralAdmitsOutsidersFrom: z.string().nullable().optional(),
  })
  .openapi('Place');

export const placeListSchema = z
  .object({ places: z.array(placeSchema), nextCursor: z.string().nullable() })
  .openapi('PlaceList');
