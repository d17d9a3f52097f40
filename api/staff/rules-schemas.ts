import { z } from '@hono/zod-openapi';
import { DECISION_MAIL_MINUTES, LAPSE_DAYS, SECOND_PERSON_ABOVE } from '../../domain/staff/staff-rules.ts';
import { settingsFormShape } from '../exam-session/setting-schemas.ts';

const rulesSchema = z
  .object({
    submissionLapseDays: z
      .number()
      .int()
      .min(LAPSE_DAYS[0])
      .max(LAPSE_DAYS[1])
      .openapi({ description: 'Days after which a submission that nobody has decided lapses' }),
    decisionMailMinutes: z
      .number()
      .int()
      .min(DECISION_MAIL_MINUTES[0])
      .max(DECISION_MAIL_MINUTES[1])
      .openapi({ description: 'Minutes for which the mail about a reviewer’s decision waits' }),
    secondPersonAbove: z.number().int().min(SECOND_PERSON_ABOVE[0]).max(SECOND_PERSON_ABOVE[1]).openapi({
      description: 'Actions on more people than these, and messages to them, take a second person',
    }),
  })
  .openapi('StaffRules');

export const staffRulesSchema = z
  .object({ version: z.number().int(), rules: rulesSchema })
  .openapi('StaffRulesToSet');

export const setStaffRulesSchema = z
  .object({ rules: rulesSchema, ...settingsFormShape })
  .openapi('SetStaffRules');
