import { z } from '@hono/zod-openapi';
import { extraWindowSchema } from './extra-window-view.ts';
import {
  bilingualSchema,
  feeFenSchema,
  examSessionIdSchema,
  instantSchema,
  levelSchema,
  modeSchema,
  orNull,
  periodSchema,
  rowIdSchema,
  stageSchema,
} from '../http/schemas.ts';
import { codeSchema, lineSchema } from '../http/text-schemas.ts';
import { ineligibleReasonSchema, photoDecisionSchema, photoIdSchema, rollSchema } from '../roll/schemas.ts';
import { campusSchema, subjectSchema } from '../exam-session/schemas.ts';
import { seatsLeftSchema } from '../seats/schemas.ts';

export const saveRegistrationSchema = z
  .object({
    examSessionId: examSessionIdSchema,
    candidateId: z.uuid(),
    digest: codeSchema(100),
    dataConfirmed: z.literal(true),
    mobileConfirmed: z.literal(true),
  })
  .openapi('SaveRegistration');

export const transcriptChoiceSchema = z.enum(['paper', 'electronic']).openapi('TranscriptChoice');

/** Who prints the 准考证 of one subject: 自行打印 or 学校统一打印. */
export const printedTicketSchema = z
  .object({
    printedBy: z.enum(['candidate', 'school']),
    refusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why the candidate cannot print it now; null: they can' }),
  })
  .openapi('PrintedTicket');

export const entrySchema = z
  .object({
    id: z.string(),
    subject: subjectSchema,
    campus: campusSchema,
    feeFen: feeFenSchema,
    state: z.enum(['unpaid', 'settling', 'paid']),
    via: z.enum(['candidate', 'waitlist']),
    examStartsAt: instantSchema.nullable(),
    examEndsAt: instantSchema.nullable(),
    takenAt: instantSchema,
    deadlineAt: instantSchema.nullable().openapi({
      description:
        'When it is released unless paid, an oral maybe with its written; null once paid, and while the gateway is asked',
    }),
    paidAt: instantSchema.nullable(),
    arrangement: z.enum(['notArranged', 'arranged']),
    seat: z
      .object({ ticketNumber: z.string(), room: z.string(), seat: z.string() })
      .nullable()
      .openapi({ description: 'Told from the print time of the admission tickets on' }),
    ticket: printedTicketSchema,
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

/** An order of the registration at hand. */
export const ownOrderSchema = orderSchema
  .extend({
    askedAt: instantSchema.nullable().openapi({
      description: 'When the gateway last answered about it; null while only its notices told of it',
    }),
  })
  .openapi('OwnOrder');

export const modePaymentSchema = z
  .object({
    state: z.enum(['none', 'unpaid', 'settling', 'partlyPaid', 'paid']),
    unpaidFen: feeFenSchema.openapi({ description: 'Without what is being confirmed' }),
  })
  .openapi('ModePayment');

export const waitlistEntryViewSchema = z
  .object({
    id: z.string(),
    subject: subjectSchema,
    campus: campusSchema,
    feeFen: feeFenSchema,
    examStartsAt: instantSchema.nullable(),
    examEndsAt: instantSchema.nullable(),
    joinedAt: instantSchema,
    position: z
      .number()
      .int()
      .nullable()
      .openapi({ description: '1 is the head of the queue; null while a seat is being handed over' }),
    endsAt: instantSchema.openapi({ description: 'After it no seat is offered any more' }),
  })
  .openapi('WaitlistEntry');

const overWaitStateSchema = z.enum(['promoted', 'cancelled', 'ended']);

export const joinWaitlistSchema = z.object({ offeringId: rowIdSchema }).openapi('JoinWaitlist');

export const leaveWaitlistSchema = z
  .object({
    reason: lineSchema(100).min(1).openapi({ description: 'A reason from the list, or own words' }),
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
    window: orNull(periodSchema),
    refusal: z.string().nullable().openapi({ description: 'Code of why it cannot be printed; null: it can' }),
  })
  .openapi('TicketState');

export const registrationSchema = z
  .object({
    id: z.uuid(),
    version: z.number().int(),
    examSession: z.object({ id: z.string(), name: bilingualSchema }),
    stage: stageSchema,
    savedAt: instantSchema,
    keepUntilAt: instantSchema.nullable().openapi({
      description: 'When the registration is deleted for want of entries; null while it has any',
    }),
    registrationWindow: orNull(periodSchema).openapi({ description: '考生网上报名时间 of its campus' }),
    extraWindow: orNull(extraWindowSchema).openapi({ description: '补报名: its own window; null: none' }),
    managementEndsAt: instantSchema,
    transcriptsUntilAt: instantSchema
      .nullable()
      .openapi({ description: 'When the choice of transcripts ends that is open now; null: none is' }),
    withdrawing: z.boolean(),
    roll: rollSchema,
    photoId: photoIdSchema,
    photo: photoDecisionSchema,
    entries: z.array(entrySchema),
    waitlist: z.array(waitlistEntryViewSchema),
    lastWait: z
      .object({ subject: subjectSchema, campus: campusSchema, state: overWaitStateSchema })
      .nullable()
      .openapi({ description: 'Its latest wait that is over' }),
    orders: z.array(ownOrderSchema),
    payment: z.object({ written: modePaymentSchema, oral: modePaymentSchema }),
    transcripts: z.array(
      z.object({
        level: levelSchema,
        kind: z
          .enum(['report', 'certificate'])
          .openapi({ description: '成绩报告单, or for minor languages 证书' }),
        choice: orNull(transcriptChoiceSchema).openapi({
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
    registration: orNull(registrationSchema).openapi({ description: 'null once it is deleted' }),
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
    managementEndsAt: instantSchema.openapi({
      description: 'When it is paid at the latest, however late it is chosen',
    }),
    seats: seatsLeftSchema,
    seatsFree: z.number().int().min(0),
    taken: z.boolean(),
    refusal: z.string().nullable().openapi({ description: 'Code of why it cannot be chosen; null: it can' }),
    ineligible: ineligibleReasonSchema
      .nullable()
      .openapi({ description: 'Why it is not open to the candidate; null: eligible' }),
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
  .object({
    mode: modeSchema,
    holdMinutes: z.number().int().openapi({ description: 'How long a seat is kept for who chooses it' }),
    rows: z.array(subjectRowSchema),
  })
  .openapi('SubjectTable');

export const oralCampusesSchema = z
  .object({
    letsOut: z.boolean().openapi({ description: 'Whether the own campus lets its candidates go elsewhere' }),
    campuses: z.array(
      campusSchema.extend({
        opensAt: instantSchema.openapi({ description: 'When it opens to candidates of other campuses' }),
        isOpen: z.boolean().openapi({ description: 'Not open yet: only the waitlist' }),
        seats: z.array(z.object({ subject: subjectSchema, seatsFree: z.number().int().min(0) })),
      }),
    ),
  })
  .openapi('OralCampuses');

export const selectSubjectsSchema = z
  .object({ offeringIds: z.array(rowIdSchema).min(1).max(10) })
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
