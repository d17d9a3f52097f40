import type { Level } from '../subjects.ts';
import type { Instant } from '../time.ts';
import type { CorrectedField } from './corrected-field.ts';
import type {
  Entry,
  GatewayName,
  Order,
  Refund,
  ReleaseReason,
  Settlement,
  TranscriptChoice,
} from './state.ts';
import type { WaitlistEnd, WaitlistEntry } from '../seats/waitlist.ts';

/** The moment at which the gateway's answer brought an event about; unset when nobody had asked. */
interface MaybeAsked {
  askedAt?: Instant;
}

/** The effects of a decision. Events change the state, move the seats, write the records and later tell the story. */
export type RegistrationEvent =
  | {
      type: 'saved';
      passportId: string;
      savedAt: Instant;
      keepUntilAt: Instant;
      managementEndsAt: Instant;
      closesAt: Instant;
    }
  | {
      type: 'endsMoved';
      managementEndsAt: Instant;
      closesAt: Instant;
      entries: { entryId: string; deadlineAt: Instant }[];
      waits: { waitlistEntryId: string; endsAt: Instant }[];
    }
  | { type: 'entryTaken'; entry: Entry }
  | { type: 'entryReleased'; entryId: string; reason: ReleaseReason }
  | { type: 'entryReinstated'; entryId: string }
  | { type: 'waitlistJoined'; waitlistEntry: WaitlistEntry; endsAt: Instant }
  | { type: 'waitlistLeft'; waitlistEntryId: string; reason: WaitlistEnd; words?: string }
  | { type: 'waitlistPromoted'; waitlistEntryId: string; entry: Entry }
  | { type: 'orderOpened'; order: Order }
  | { type: 'orderSettling'; orderNo: string; settlement: Settlement }
  | ({ type: 'orderStillUnpaid'; orderNo: string } & MaybeAsked)
  | ({ type: 'orderClosed'; orderNo: string } & MaybeAsked)
  | ({
      type: 'orderPaid';
      orderNo: string;
      tradeNo: string;
      paidAt: Instant;
      entryIds: string[];
    } & MaybeAsked)
  | ({
      type: 'refundRequested';
      orderNo: string;
      gateway: GatewayName;
      tradeNo: string;
      amountFen: number;
      paidAt: Instant;
      refund: Refund;
    } & MaybeAsked)
  | { type: 'refunded'; orderNo: string; refundNo: string }
  | { type: 'amountMismatched'; orderNo: string; tradeNo: string; amountFen: number }
  | { type: 'paidAgain'; orderNo: string; tradeNo: string; amountFen: number }
  | { type: 'transcriptChosen'; level: Level; choice: TranscriptChoice }
  | { type: 'quickPrintSet'; on: boolean }
  | { type: 'keptUntil'; at: Instant }
  | { type: 'withdrawalStarted' }
  | { type: 'withdrawalStopped' }
  | { type: 'passportRebound'; passportId: string }
  | { type: 'informationCorrected'; correctionId: string; fields: CorrectedField[] }
  | { type: 'deleted'; reason: 'expired' | 'withdrawn' };
