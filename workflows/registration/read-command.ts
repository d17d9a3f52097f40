import type {
  Command,
  OfferingFacts,
  Payment,
  PresentEnds,
  PromotionFacts,
} from '../../domain/registration/commands.ts';
import type { Period } from '../../domain/time.ts';
import type { RegistrationInput, SeatOffer, WaitlistEntryInput } from './messages.ts';
import {
  type Check,
  count,
  flag,
  id,
  instant,
  listOf,
  minutes,
  nullable,
  oneOf,
  optional,
  shape,
  words,
} from '../entity/shape.ts';

const MAX_ROWS = 20;
const MAX_CAMPUSES = 20;
const MAX_WINDOWS = 20;

const level = oneOf(4, 6);
const mode = oneOf('written', 'oral');
const gateway = oneOf('alipay', 'payease');
const period = shape<Period>({ opensAt: instant, closesAt: instant });
const asked = { commandId: id, requestHash: id, passportId: id };
const inWindow = { registrationWindow: nullable(period) };
const transcriptFacts = { transcriptWindows: listOf(period, MAX_WINDOWS) };
const ends = shape<PresentEnds>({
  managementEndsAt: instant,
  closesAt: instant,
  campuses: (value) =>
    typeof value === 'object' && value !== null && listOf(instant, MAX_CAMPUSES)(Object.values(value)),
  holdMinutes: minutes,
});
const row = {
  offeringId: count,
  subject: id,
  campus: id,
  language: id,
  level,
  mode,
  feeFen: count,
  window: period,
  managementEndsAt: optional(instant),
  examTimeSet: flag,
  ineligible: nullable(oneOf('NOT_OFFERED', 'BLACK_LISTED', 'SCORE_REQUIRED')),
  campusAllowed: flag,
  noWaitlist: optional(flag),
  seatAvailable: optional(flag),
};

type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>;
type Facts<Type extends Extract<Command, { facts: object }>['type']> = Extract<
  Command,
  { type: Type; facts: object }
>['facts'];

function command<Type extends Command['type']>(
  type: Type,
  fields: Record<Exclude<keyof CommandOf<Type>, 'type' | keyof typeof asked>, Check>,
): Check {
  return shape({ type: oneOf(type), ...asked, ...fields });
}

const COMMANDS: Record<Command['type'], Check> = {
  save: command('save', {
    facts: shape<Facts<'save'>>({
      ...inWindow,
      rollDigest: id,
      hasEligibleSubject: flag,
      managementEndsAt: instant,
      closesAt: instant,
      holdMinutes: minutes,
    }),
  }),
  selectSubjects: command('selectSubjects', {
    rows: listOf(shape<OfferingFacts & { entryId: string }>({ ...row, entryId: id }), MAX_ROWS),
    facts: shape<Facts<'selectSubjects'>>({ ...inWindow, holdMinutes: minutes, oralNeedsWrittenPaid: flag }),
  }),
  cancelEntry: command('cancelEntry', {
    entryId: id,
    facts: shape<Facts<'cancelEntry'>>({ ...inWindow, graceMinutes: minutes, keepsLastWritten: flag }),
  }),
  joinWaitlist: command('joinWaitlist', {
    waitlistEntryId: id,
    row: shape<OfferingFacts>(row),
    facts: shape<Facts<'joinWaitlist'>>({ ...inWindow, oralNeedsWrittenPaid: flag }),
  }),
  leaveWaitlist: command('leaveWaitlist', {
    waitlistEntryId: id,
    words,
  }),
  chooseTranscripts: command('chooseTranscripts', {
    choices: listOf(
      shape<{ level: number; choice: string }>({ level, choice: oneOf('paper', 'electronic') }),
      2,
    ),
    facts: shape<Facts<'chooseTranscripts'>>(transcriptFacts),
  }),
  setQuickPrint: command('setQuickPrint', { on: flag }),
  openOrder: command('openOrder', {
    orderNo: id,
    mode,
    gateway,
    facts: shape<Facts<'openOrder'>>({
      ...transcriptFacts,
      ends: optional(ends),
      leavesOutNear: optional(flag),
    }),
  }),
  refreshOrder: command('refreshOrder', { orderNo: id }),
  withdraw: command('withdraw', { facts: shape<Facts<'withdraw'>>(inWindow) }),
};

const payment = shape<Payment>({ orderNo: id, gateway, tradeNo: id, amountFen: count, paidAt: instant });
const start = shape<Pick<RegistrationInput, 'registrationId' | 'examSessionId'>>({
  registrationId: id,
  examSessionId: id,
});
const place = shape<WaitlistEntryInput>({
  waitlistEntryId: id,
  registrationId: id,
  examSessionId: id,
  endsAt: instant,
});
const seatOffer = shape<SeatOffer>({
  waitlistEntryId: id,
  facts: shape<PromotionFacts>({
    eligible: flag,
    holdMinutes: minutes,
    managementEndsAt: optional(instant),
  }),
});

/**
 * Tells whether an update's argument is its command. The API checks input against its schemas; this keeps anything else
 * that reaches the server out of the rules, where one bad number would fail a workflow's task over and over.
 */
export function isCommand(value: unknown, type: Command['type']): value is Command {
  return COMMANDS[type](value);
}

/** Tells whether a signal's argument is a payment. */
export function isPayment(value: unknown): boolean {
  return payment(value);
}

/** Tells whether a registration's workflow was started by us: what it carries over is then its own. */
export function isRegistrationInput(value: unknown): boolean {
  return start(value);
}

/** Tells whether the workflow of a place in a queue was started by us. */
export function isWaitlistEntryInput(value: unknown): boolean {
  return place(value);
}

/** Tells whether a signal's argument is an offered seat. */
export function isSeatOffer(value: unknown): boolean {
  return seatOffer(value);
}
