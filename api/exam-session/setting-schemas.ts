import { z } from '@hono/zod-openapi';
import { SETTING_FLAWS } from '../../domain/exam-session/setting-flaws.ts';
import { bilingualSchema } from '../http/schemas.ts';

const MAX_VERSION = Number.MAX_SAFE_INTEGER;
const MAX_PEOPLE = 100_000_000;

export const versionSchema = z
  .number()
  .int()
  .min(0)
  .max(MAX_VERSION)
  .openapi({ description: 'The version that the form showed; 0 for something new' });

/** The same where there is no body. */
export const versionQuery = z.object({
  version: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_VERSION)
    .openapi({ description: 'The version that was shown' }),
});

/** What every form of settings says besides its fields. */
export const settingsFormShape = {
  version: versionSchema,
  seenCount: z
    .number()
    .int()
    .min(0)
    .max(MAX_PEOPLE)
    .optional()
    .openapi({ description: 'The number of people that whoever sends it was told of' }),
  seenFindings: z
    .number()
    .int()
    .min(0)
    .max(MAX_PEOPLE)
    .optional()
    .openapi({ description: 'The number of findings likewise' }),
};

/** What a form says besides that adds something under a code, or changes what has it. */
export const codedFormShape = {
  ...settingsFormShape,
  isNew: z
    .boolean()
    .optional()
    .openapi({ description: 'True for something to be added: refused where its code exists already' }),
};

export const previewQuery = z.object({
  preview: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: 'True to learn what would change, and for whom; nothing is changed' }),
});

const settingValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);

export const impactSchema = z
  .object({
    count: z.number().int().openapi({ description: 'People who are registered' }),
    first: z
      .array(z.object({ name: z.string(), campus: z.string() }))
      .openapi({ description: 'Some of them, their names masked' }),
  })
  .openapi('Impact');

export const flawSchema = z
  .object({
    code: z.enum(SETTING_FLAWS),
    at: z.string().openapi({ description: 'A field, a scope, or a campus and subject' }),
    against: z.string().nullable(),
    isNote: z.boolean().openapi({ description: 'True for what is only to be seen; false: it is refused' }),
    messages: bilingualSchema,
  })
  .openapi('SettingFlaw');

const findingsSchema = z
  .object({
    count: z.number().int(),
    first: z.array(flawSchema),
  })
  .openapi('SettingFindings', {
    description: 'What the opening checklist says of it, and has to be seen before it is done',
  });

export const settingsAnswerSchema = z
  .object({
    isApplied: z.boolean(),
    version: z.number().int(),
    changes: z.array(z.object({ field: z.string(), from: settingValueSchema, to: settingValueSchema })),
    impact: impactSchema,
    findings: findingsSchema,
  })
  .openapi('SettingsAnswer');
