import { z } from '@hono/zod-openapi';
import {
  bilingualSchema,
  feeFenSchema,
  instantSchema,
  levelSchema,
  modeSchema,
  periodSchema,
} from '../http/schemas.ts';
import { ineligibleReasonSchema, photoIdSchema, rollSchema } from '../roll/schemas.ts';
import { campusSchema, subjectSchema } from '../exam-session/schemas.ts';
import { seatsLeftSchema } from '../seats/schemas.ts';

export const saveRegistrationSchema = z
  .object({
    examSessionId: z.string().max(20),
    candidateId: z.uuid(),
    digest: z.string().max(100),
    dataConfirmed: z.literal(true),
    mobileConfirmed: z.literal(true),
  })
  .openapi('SaveRegistration');

export const transcriptChoiceSchema = z.enum(['paper', 'electronic']).openapi('TranscriptChoice');

export const entrySchema = z
  .object({
    id: z.string(),
    subject: subjectSchema,
    campus: campusSchema,
    feeFen: feeFenSchema,
    state: z.enum(['unpaid', 'settling', 'paid']),
    via: z.enum(['candidate', 'waitlist']),
    takenAt: instantSchema,
    deadlineAt: instantSchema
      .nullable()
      .openapi({ description: 'When it is released unless paid; null once paid' }),
    paidAt: instantSchema.nullable(),
    arrangement: z.enum(['notArranged', 'arranged']),
    seat: z
      .object({ ticketNumber: z.string(), room: z.string(), seat: z.string() })
      .nullable()
      .openapi({ description: 'Told from the print time of the admission tickets on' }),
    payRefusal: z.string().nullable().openapi({
      description: 'Code of why an order opened now would leave it out; null: it would not, or it is paid',
    }),
    cancelRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why it cannot be cancelled now; null: it can' }),
  })
  .openapi('Entry');

export const orderSchema = z
  .object({
    orderNo: z.string(),
    gateway: z.enum(['alipay', 'payease']),
    mode: modeSchema,
    state: z.enum(['open', 'settling', 'closed', 'paid', 'refunding', 'refunded']),
    amountFen: feeFenSchema,
    lines: z.array(z.object({ subject: subjectSchema, campus: campusSchema, feeFen: feeFenSchema })),
    openedAt: instantSchema,
    expiresAt: instantSchema,
    paidAt: instantSchema.nullable(),
    tradeNo: z.string().nullable(),
    refund: z
      .object({
        reason: z.enum(['late', 'paidTwice', 'unknownOrder']),
        amountFen: feeFenSchema,
        requestedAt: instantSchema,
        doneAt: instantSchema.nullable().openapi({ description: 'Null: 退款中' }),
      })
      .nullable(),
  })
  .openapi('Order');

export const modePaymentSchema = z
  .object({ state: z.enum(['none', 'unpaid', 'partlyPaid', 'paid']), unpaidFen: feeFenSchema })
  .openapi('ModePayment');

export const waitlistEntryViewSchema = z
  .object({
    id: z.string(),
    subject: subjectSchema,
    campus: campusSchema,
    feeFen: feeFenSchema,
    joinedAt: instantSchema,
    position: z
      .number()
      .int()
      .nullable()
      .openapi({ description: '1 is the head of the queue; null while a seat is being handed over' }),
    endsAt: instantSchema.openapi({ description: 'After it no seat is offered any more' }),
  })
  .openapi('WaitlistEntry');

export const joinWaitlistSchema = z
  .object({ offeringId: z.number().int().positive() })
  .openapi('JoinWaitlist');

export const leaveWaitlistSchema = z
  .object({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .openapi({ description: 'A reason from the list, or own words' }),
  })
  .openapi('LeaveWaitlist');

/** Codes of the reasons why buttons cannot be used now; null for one that can. */
export const actionsSchema = z
  .object({
    selectWritten: z.string().nullable(),
    selectOral: z.string().nullable(),
    payWritten: z.string().nullable(),
    payOral: z.string().nullable(),
    chooseTranscripts: z.string().nullable(),
    withdraw: z.string().nullable(),
  })
  .openapi('Actions');

export const progressSchema = z
  .object({
    agreement: z.boolean(),
    eligibilityQuery: z.boolean(),
    eligibilityConfirmed: z.boolean(),
    writtenSelected: z.boolean(),
    writtenPaid: z.boolean(),
    oralSelected: z.boolean(),
    oralPaid: z.boolean(),
  })
  .openapi('Progress');

export const ticketStateSchema = z
  .object({
    window: periodSchema.nullable(),
    refusal: z.string().nullable().openapi({ description: 'Code of why it cannot be printed; null: it can' }),
  })
  .openapi('TicketState');

export const registrationSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    examSession: z.object({ id: z.string(), name: bilingualSchema }),
    stage: z.enum(['none', 'saved', 'unpaid', 'partlyPaid', 'paid']),
    savedAt: instantSchema,
    keepUntilAt: instantSchema.nullable().openapi({
      description: 'When the registration is deleted for want of entries; null while it has any',
    }),
    managementEndsAt: instantSchema,
    withdrawing: z.boolean(),
    roll: rollSchema,
    photoId: photoIdSchema,
    entries: z.array(entrySchema),
    waitlist: z.array(waitlistEntryViewSchema),
    orders: z.array(orderSchema),
    payment: z.object({ written: modePaymentSchema, oral: modePaymentSchema }),
    transcripts: z.array(
      z.object({
        level: levelSchema,
        kind: z
          .enum(['report', 'certificate'])
          .openapi({ description: '成绩报告单, or for minor languages 证书' }),
        choice: transcriptChoiceSchema.nullable().openapi({
          description: 'null: 未选; once its last window has ended that counts as electronic',
        }),
      }),
    ),
    quickPrint: z.boolean(),
    tickets: z
      .object({ written: ticketStateSchema, oral: ticketStateSchema })
      .openapi({ description: '准考证 per mode' }),
    progress: progressSchema,
    actions: actionsSchema,
  })
  .openapi('Registration');

/** The answer to every accepted command: its outcome, and the registration as it is now. */
export const commandAnswerSchema = z
  .object({
    code: z.string().openapi({
      description: '`OK`, or what the candidate should know: `ORDER_SETTLING`, `PARTLY_TAKEN`, `DELETED`',
    }),
    rows: z.array(z.object({ subject: z.string(), campus: z.string(), code: z.string() })).optional(),
    registration: registrationSchema.nullable().openapi({ description: 'null once it is deleted' }),
  })
  .openapi('CommandAnswer');

export const subjectRowSchema = z
  .object({
    offeringId: z.number().int(),
    subject: subjectSchema,
    campus: campusSchema,
    feeFen: feeFenSchema,
    window: periodSchema,
    examStartsAt: instantSchema.nullable(),
    examEndsAt: instantSchema.nullable(),
    seats: seatsLeftSchema,
    seatsFree: z.number().int().min(0),
    taken: z.boolean(),
    refusal: z.string().nullable().openapi({ description: 'Code of why it cannot be chosen; null: it can' }),
    ineligible: ineligibleReasonSchema
      .nullable()
      .openapi({ description: 'Why `NOT_ELIGIBLE`; null: eligible' }),
    waitState: z.enum(['waiting', 'promoted', 'cancelled', 'ended']).nullable().openapi({
      description:
        '正在候补, 候补成功, 已取消 or 已失效: how the latest wait for this row stands; null: none yet',
    }),
    waitRefusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why one cannot wait for it; null: 可以候补' }),
  })
  .openapi('SubjectRow');

export const subjectTableSchema = z
  .object({ mode: modeSchema, rows: z.array(subjectRowSchema) })
  .openapi('SubjectTable');

export const oralCampusesSchema = z
  .object({
    letsOut: z.boolean().openapi({ description: 'Whether the own campus lets its candidates go elsewhere' }),
    campuses: z.array(
      campusSchema.extend({
        opensAt: instantSchema.openapi({ description: 'When it opens to candidates of other campuses' }),
        isOpen: z.boolean().openapi({ description: 'Not open yet: only the waitlist' }),
      }),
    ),
  })
  .openapi('OralCampuses');

export const selectSubjectsSchema = z
  .object({ offeringIds: z.array(z.number().int().positive()).min(1).max(10) })
  .openapi('SelectSubjects');

export const chooseTranscriptsSchema = z
  .object({
    choices: z
      .array(z.object({ level: levelSchema, choice: transcriptChoiceSchema }))
      .min(1)
      .max(2),
  })
  .openapi('ChooseTranscripts');

export const quickPrintSchema = z.object({ on: z.boolean() }).openapi('QuickPrint');

export const timelineSchema = z
  .object({
    events: z.array(
      z.object({
        happenedAt: instantSchema,
        type: z.string(),
        text: bilingualSchema,
        by: z.enum(['you', 'staff', 'gateway', 'timer', 'system']),
      }),
    ),
  })
  .openapi('Timeline');
