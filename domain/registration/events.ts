import type { Level } from '../subjects.ts';
import type { Instant } from '../time.ts';
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
  | { type: 'entryTaken'; entry: Entry }
  | { type: 'entryReleased'; entryId: string; reason: ReleaseReason }
  | { type: 'entryReinstated'; entryId: string }
  | { type: 'waitlistJoined'; waitlistEntry: WaitlistEntry; servedFrom: Instant; endsAt: Instant }
  | { type: 'waitlistLeft'; waitlistEntryId: string; reason: WaitlistEnd; words?: string }
  | { type: 'waitlistPromoted'; waitlistEntryId: string; entry: Entry }
  | { type: 'orderOpened'; order: Order }
  | { type: 'orderSettling'; orderNo: string; settlement: Settlement }
  | { type: 'orderStillUnpaid'; orderNo: string }
  | { type: 'orderClosed'; orderNo: string }
  | { type: 'orderPaid'; orderNo: string; tradeNo: string; paidAt: Instant; entryIds: string[] }
  | {
      type: 'refundRequested';
      orderNo: string;
      gateway: GatewayName;
      tradeNo: string;
      amountFen: number;
      paidAt: Instant;
      refund: Refund;
    }
  | { type: 'refunded'; orderNo: string; refundNo: string }
  | { type: 'amountMismatched'; orderNo: string; tradeNo: string; amountFen: number }
  | { type: 'paidAgain'; orderNo: string; tradeNo: string; amountFen: number }
  | { type: 'transcriptChosen'; level: Level; choice: TranscriptChoice }
  | { type: 'quickPrintSet'; on: boolean }
  | { type: 'keptUntil'; at: Instant }
  | { type: 'withdrawalStarted' }
  | { type: 'withdrawalStopped' }
  | { type: 'passportRebound'; passportId: string }
  | { type: 'deleted'; reason: 'expired' | 'withdrawn' };
