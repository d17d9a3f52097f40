import { z } from '@hono/zod-openapi';
import { extraWindowSchema } from '../registration/extra-window-view.ts';
import { BROWSERS, SYSTEMS } from '../../domain/passport/device.ts';
import { NUMBER_HOLDS } from '../../domain/passport/number-hold.ts';
import { campusSchema, subjectSchema } from '../exam-session/schemas.ts';
import { bilingualSchema, feeFenSchema, instantSchema, orNull, stageSchema } from '../http/schemas.ts';
import { ownOrderSchema, transcriptChoiceSchema } from '../registration/schemas.ts';
import { reviewStateSchema } from '../review/schemas.ts';

/** A passport as staff see it in lists. */
export const passportRowSchema = z
  .object({
    passportId: z.string(),
    name: z.string().openapi({ description: 'Masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    email: z.string().openapi({ description: 'Masked' }),
    emailVerified: z.boolean(),
    mobileVerified: z.boolean(),
    hold: z.enum(NUMBER_HOLDS).openapi({ description: 'What it is to its ID number' }),
    registeredAt: instantSchema,
    closedAt: orNull(instantSchema),
  })
  .openapi('PassportRow');

const placeSchema = z.object({ subject: subjectSchema, campus: campusSchema });

/** What is known of a candidate besides the roll entry, without anybody's full data. */
export const dossierSchema = z
  .object({
    candidateId: z.uuid(),
    examSessionId: z.string(),
    extraWindow: orNull(extraWindowSchema).openapi({ description: '补报名: their own window; null: none' }),
    registration: orNull(
      z.object({
        stage: stageSchema,
        savedAt: orNull(instantSchema),
        version: z.number().int(),
        campus: campusSchema,
        entries: z.array(
          placeSchema.extend({
            id: z.string(),
            state: z.enum(['held', 'paid']),
            isSettling: z.boolean(),
            feeFen: feeFenSchema,
            takenAt: instantSchema,
            deadlineAt: orNull(instantSchema),
            paidAt: orNull(instantSchema),
          }),
        ),
        waits: z.array(placeSchema.extend({ id: z.string(), joinedAt: instantSchema })),
        transcripts: z.object({
          4: orNull(transcriptChoiceSchema),
          6: orNull(transcriptChoiceSchema),
        }),
      }),
    ).openapi({ description: 'Null: there was never one' }),
    orders: z.array(ownOrderSchema),
    reviews: z.array(
      z.object({
        id: z.uuid(),
        state: reviewStateSchema,
        score: z.number().int(),
        campus: campusSchema,
        submittedAt: instantSchema,
        filedBy: orNull(z.string()),
        decidedBy: orNull(z.string()),
        decidedAt: orNull(instantSchema),
      }),
    ),
    passports: z.array(
      passportRowSchema.extend({
        isBound: z.boolean().openapi({ description: 'The registration is its' }),
        reboundTo: orNull(z.string()),
        signIns: z.array(
          z.object({
            id: z.uuid(),
            system: z.enum(SYSTEMS),
            browser: z.enum(BROWSERS),
            network: z.string().openapi({ description: 'Masked' }),
            signedInAt: instantSchema,
            lastUsedAt: instantSchema,
            isLive: z.boolean(),
          }),
        ),
      }),
    ),
    workflow: orNull(
      z.object({
        id: z.string(),
        url: z.string().openapi({ description: 'In the Temporal UI' }),
      }),
    ).openapi({ description: 'Null: there was never a registration, or one may not read payloads' }),
    rebinds: z
      .array(
        z.object({
          id: z.uuid(),
          newPassportId: z.string(),
          oldPassportId: z.string(),
          submittedBy: z.string(),
          submittedAt: instantSchema,
        }),
      )
      .openapi({ description: 'Those that wait for a second person' }),
    messages: z.array(
      z.object({
        channel: z.enum(['mail', 'text']),
        template: z.string(),
        title: bilingualSchema,
        to: orNull(z.string()).openapi({ description: 'Masked' }),
        outcome: z.enum(['waiting', 'sent', 'unsent', 'failed']),
        at: instantSchema,
      }),
    ),
  })
  .openapi('CandidateDossier');

export const staffTimelineSchema = z
  .object({
    events: z.array(
      z.object({
        at: instantSchema,
        by: z
          .string()
          .openapi({ description: '`passport/<id>`, `staff/<account>`, `gateway/<name>`, `timer`' }),
        of: z.enum(['registration', 'review', 'log']),
        text: bilingualSchema,
        position: z.string().openapi({ description: 'The place in what is written for good' }),
      }),
    ),
    isWhole: z.boolean().openapi({ description: 'False: there is more than is told' }),
  })
  .openapi('CandidateTimeline');
