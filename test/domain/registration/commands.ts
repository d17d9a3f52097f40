import type {
  CancelEntryCommand,
  ChooseTranscriptsCommand,
  JoinWaitlistCommand,
  LeaveWaitlistCommand,
  OfferingFacts,
  OpenOrderCommand,
  Payment,
  RefreshOrderCommand,
  SaveCommand,
  SelectSubjectsCommand,
  SetQuickPrintCommand,
  WithdrawCommand,
} from '../../../domain/registration/commands.ts';
import type { Order } from '../../../domain/registration/state.ts';
import type { Mode } from '../../../domain/subjects.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';

/**
 * The moment when the stories begin, and the windows in them unless a test says otherwise: everything open, for days.
 */
export const START = Date.UTC(2026, 10, 2, 2);
export const REGISTRATION_WINDOW = { opensAt: START - DAY_MS, closesAt: START + 4 * DAY_MS };
export const MANAGEMENT_ENDS_AT = START + 4.5 * DAY_MS;
export const CLOSES_AT = MANAGEMENT_ENDS_AT + 12 * HOUR_MS;
export const PASSPORT = 'passport-1';
const FEE_FEN = 3_000;

export const HOLD_MINUTES = 24 * 60;
const base = { commandId: 'command', requestHash: 'hash', passportId: PASSPORT };

type Given<Facts> = Partial<Facts> & { passportId?: string };

export function save({ passportId = PASSPORT, ...facts }: Given<SaveCommand['facts']> = {}): SaveCommand {
  return {
    type: 'save',
    ...base,
    passportId,
    facts: {
      registrationWindow: REGISTRATION_WINDOW,
      rollDigest: 'digest',
      hasEligibleSubject: true,
      managementEndsAt: MANAGEMENT_ENDS_AT,
      closesAt: CLOSES_AT,
      holdMinutes: HOLD_MINUTES,
      ...facts,
    },
  };
}

/** A row of the subjects table that can be chosen. */
export function row(
  subjectCode: string,
  given: Partial<OfferingFacts> & { entryId?: string } = {},
): SelectSubjectsCommand['rows'][number] {
  const subject = CATALOGUE.find((candidate) => candidate.code === subjectCode);
  if (!subject) throw new Error(`no subject ${subjectCode}`);
  const { language, level, mode } = subject;
  return {
    entryId: `entry-${subjectCode}`,
    offeringId: CATALOGUE.indexOf(subject) + 1,
    subject: subjectCode,
    campus: '991010',
    language,
    level,
    mode,
    feeFen: FEE_FEN,
    window: REGISTRATION_WINDOW,
    examTimeSet: true,
    ineligible: null,
    campusAllowed: true,
    ...given,
  };
}

/** Chooses subjects by their codes, or rows as given. */
export function select(
  rows: (string | SelectSubjectsCommand['rows'][number])[],
  { passportId = PASSPORT, ...facts }: Given<SelectSubjectsCommand['facts']> = {},
): SelectSubjectsCommand {
  return {
    type: 'selectSubjects',
    ...base,
    passportId,
    rows: rows.map((given) => (typeof given === 'string' ? row(given) : given)),
    facts: {
      registrationWindow: REGISTRATION_WINDOW,
      holdMinutes: HOLD_MINUTES,
      oralNeedsWrittenPaid: false,
      ...facts,
    },
  };
}

export function cancel(
  entryId: string,
  { passportId = PASSPORT, ...facts }: Given<CancelEntryCommand['facts']> = {},
): CancelEntryCommand {
  return {
    type: 'cancelEntry',
    ...base,
    passportId,
    entryId,
    facts: {
      registrationWindow: REGISTRATION_WINDOW,
      graceMinutes: 60,
      keepsLastWritten: false,
      ...facts,
    },
  };
}

/** Joins the queue of a row made by `row`; the row's entry id becomes the waitlist entry's. */
export function join(
  { entryId: waitlistEntryId, ...offering }: SelectSubjectsCommand['rows'][number],
  { passportId = PASSPORT, ...facts }: Given<JoinWaitlistCommand['facts']> = {},
): JoinWaitlistCommand {
  return {
    type: 'joinWaitlist',
    ...base,
    passportId,
    waitlistEntryId,
    row: offering,
    facts: {
      registrationWindow: REGISTRATION_WINDOW,
      oralNeedsWrittenPaid: false,
      ...facts,
    },
  };
}

export function leave(waitlistEntryId: string, words = 'no longer needed'): LeaveWaitlistCommand {
  return { type: 'leaveWaitlist', ...base, waitlistEntryId, words };
}

export function chooseTranscripts(
  choices: ChooseTranscriptsCommand['choices'],
  { passportId = PASSPORT, ...facts }: Given<ChooseTranscriptsCommand['facts']> = {},
): ChooseTranscriptsCommand {
  return {
    type: 'chooseTranscripts',
    ...base,
    passportId,
    choices,
    facts: { transcriptWindows: [REGISTRATION_WINDOW], ...facts },
  };
}

export function setQuickPrint(on: boolean): SetQuickPrintCommand {
  return { type: 'setQuickPrint', ...base, on };
}

export function openOrder(
  orderNo: string,
  mode: Mode = 'written',
  {
    passportId = PASSPORT,
    gateway = 'alipay',
    ...facts
  }: Given<OpenOrderCommand['facts']> & Partial<Pick<OpenOrderCommand, 'gateway'>> = {},
): OpenOrderCommand {
  return {
    type: 'openOrder',
    ...base,
    passportId,
    orderNo,
    mode,
    gateway,
    facts: { transcriptWindows: [REGISTRATION_WINDOW], leavesOutNear: true, ...facts },
  };
}

export function refresh(orderNo: string): RefreshOrderCommand {
  return { type: 'refreshOrder', ...base, orderNo };
}

export function withdraw({
  passportId = PASSPORT,
  ...facts
}: Given<WithdrawCommand['facts']> = {}): WithdrawCommand {
  return {
    type: 'withdraw',
    ...base,
    passportId,
    facts: { registrationWindow: REGISTRATION_WINDOW, ...facts },
  };
}

/** The payment that an order asks for, as the gateway reports it. */
export function paymentOf(
  { orderNo, gateway, amountFen }: Pick<Order, 'orderNo' | 'gateway' | 'amountFen'>,
  given: Partial<Payment> = {},
): Payment {
  return { orderNo, gateway, tradeNo: `trade-${orderNo}`, amountFen, paidAt: START, ...given };
}
