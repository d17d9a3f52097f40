import type { IneligibleReason } from '../roll/eligibility.ts';
import type { Level, Mode } from '../subjects.ts';
import type { Instant, Period } from '../time.ts';
import type { GatewayName, TranscriptChoice } from './state.ts';
import type { SubjectPlace } from '../seats/waitlist.ts';

/** The sender and the identity of a command: the same id has one effect. */
interface CommandBase {
  commandId: string;
  /** Hash of route and body: the same id with another hash is refused. */
  requestHash: string;
  passportId: string;
}

/** Facts by which the API decides. The transaction decides anew by what it reads itself, and compares the outcome. */
interface WindowFacts {
  /** 考生网上报名时间 of the candidate's school; null: none is set. */
  registrationWindow: Period | null;
}

export interface SaveCommand extends CommandBase {
  type: 'save';
  facts: WindowFacts & {
    /** The roll entry as the candidate confirmed it. */
    rollDigest: string;
    hasEligibleSubject: boolean;
    managementEndsAt: Instant;
    closesAt: Instant;
    holdMinutes: number;
  };
}

/** A row of the subjects table, with the data that choosing it needs. */
export interface OfferingFacts extends SubjectPlace {
  /** 科目报名时间 */
  window: Period;
  /** End of the management window at that campus; unset: as at the candidate's own. */
  managementEndsAt?: Instant;
  examTimeSet: boolean;
  ineligible: IneligibleReason | null;
  /** True when the candidate's campus may register there. */
  campusAllowed: boolean;
  /** True for whoever registers late: nobody waits then. */
  noWaitlist?: boolean;
  /** True when the pool has a seat on public sale. This serves early refusals only: the transaction decides. */
  seatAvailable?: boolean;
}

export interface SelectSubjectsCommand extends CommandBase {
  type: 'selectSubjects';
  rows: (OfferingFacts & { entryId: string })[];
  facts: WindowFacts & { holdMinutes: number; oralNeedsWrittenPaid: boolean };
}

export interface CancelEntryCommand extends CommandBase {
  type: 'cancelEntry';
  entryId: string;
  facts: WindowFacts & { graceMinutes: number; keepsLastWritten: boolean };
}

export interface ChooseTranscriptsCommand extends CommandBase {
  type: 'chooseTranscripts';
  choices: { level: Level; choice: TranscriptChoice }[];
  facts: { transcriptWindows: Period[] };
}

export interface SetQuickPrintCommand extends CommandBase {
  type: 'setQuickPrint';
  on: boolean;
}

export interface OpenOrderCommand extends CommandBase {
  type: 'openOrder';
  orderNo: string;
  mode: Mode;
  gateway: GatewayName;
  facts: {
    transcriptWindows: Period[];
    ends?: PresentEnds;
    /** Unset in commands of releases in which one entry near its deadline kept the whole mode from being paid. */
    leavesOutNear?: boolean;
  };
}

export interface RefreshOrderCommand extends CommandBase {
  type: 'refreshOrder';
  orderNo: string;
}

/** The ends, as staff have set them at this moment, on which the deadlines of a registration depend. */
export interface PresentEnds {
  /** End of the management window of the candidate's own campus. */
  managementEndsAt: Instant;
  /** The time when the workflow may close. */
  closesAt: Instant;
  /** Ends of the management windows of the campuses where it has seats or waits, by code. */
  campuses: Record<string, Instant>;
  holdMinutes: number;
}

/** 提交候补 */
export interface JoinWaitlistCommand extends CommandBase {
  type: 'joinWaitlist';
  waitlistEntryId: string;
  row: OfferingFacts;
  facts: WindowFacts & { oralNeedsWrittenPaid: boolean };
}

/** 取消候补 */
export interface LeaveWaitlistCommand extends CommandBase {
  type: 'leaveWaitlist';
  waitlistEntryId: string;
  /** A reason from the list, or the candidate's own words. */
  words: string;
}

/** 报名信息删除 */
export interface WithdrawCommand extends CommandBase {
  type: 'withdraw';
  facts: WindowFacts;
}

export type Command =
  | SaveCommand
  | SelectSubjectsCommand
  | CancelEntryCommand
  | JoinWaitlistCommand
  | LeaveWaitlistCommand
  | ChooseTranscriptsCommand
  | SetQuickPrintCommand
  | OpenOrderCommand
  | RefreshOrderCommand
  | WithdrawCommand;

/** The money that a gateway took, according to its notice or its answer. */
export interface Payment {
  orderNo: string;
  gateway: GatewayName;
  tradeNo: string;
  amountFen: number;
  paidAt: Instant;
}

/** The facts that decide whether the entries of a late payment can be given back, read when the payment is decided. */
export interface ReinstatementFacts {
  /** True when online and subject windows are open for every entry named. */
  windowsOpen: boolean;
  /** True when every entry named has a free seat that nobody waits for. The transaction decides. */
  seatsFree: boolean;
}

/** The facts that decide whether an offered seat can still be taken, read when it is offered. */
export interface PromotionFacts {
  eligible: boolean;
  holdMinutes: number;
  /** End of the management window at the seat's campus; unset: as at the candidate's own. */
  managementEndsAt?: Instant;
}

/** Events that happen without anybody asking: they cannot be refused, but may turn out to change nothing. */
export type Occurrence =
  | { type: 'paymentNotified'; payment: Payment; reinstatement?: ReinstatementFacts }
  | {
      type: 'orderChecked';
      orderNo: string;
      payment: Payment | null;
      /** True when the gateway was told to close the trade, false when it was only asked. */
      closed: boolean;
      reinstatement?: ReinstatementFacts;
      ends?: PresentEnds;
    }
  | { type: 'offerLapsed'; waitlistEntryId: string }
  | { type: 'seatOffered'; waitlistEntryId: string; facts: PromotionFacts }
  | { type: 'refundDone'; orderNo: string; refundNo: string }
  /** Staff have moved an end; `ends` are read when it is decided. */
  | { type: 'endsMoved'; ends?: PresentEnds }
  | { type: 'deadlineReached'; ends?: PresentEnds };
