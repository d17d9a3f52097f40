import type { Level, Mode } from '../subjects.ts';
import type { SubjectPlace, WaitlistEntry } from '../seats/waitlist.ts';
import type { Instant } from '../time.ts';

export type GatewayName = 'alipay' | 'payease';

/** 纸质和电子 or 仅电子. Absent: 未选. */
export type TranscriptChoice = 'paper' | 'electronic';

/** The progress of a registration, for lists and operators. */
export type Stage = 'none' | 'saved' | 'unpaid' | 'partlyPaid' | 'paid';

/**
 * States of an entry:
 * - `held`: keeps a seat until its deadline
 * - `paid`: registered for the subject
 * - `released`: gone, and remembered only because an order that may still be paid names it
 */
export type EntryState = 'held' | 'paid' | 'released';

/** 报考科目: a subject inside a registration, holding a seat at one campus. */
export interface Entry extends SubjectPlace {
  id: string;
  takenAt: Instant;
  deadlineAt: Instant;
  /** The deadline that no end of a window cuts off; unset: as long after `takenAt` as the setting says now. */
  holdUntilAt?: Instant;
  /** The way it was entered; unset: chosen by the candidate. */
  via?: 'waitlist';
  state: EntryState;
  paidAt?: Instant;
  /** True once staff have moved its deadline nearer than the candidate was told. */
  isHurried?: boolean;
}

/**
 * States of an order:
 * - `open`: the candidate may pay it
 * - `closed`: closed at the gateway, or expired there; a payment that still comes is late
 * - `paid`, `refunding`, `refunded`
 *
 * An open order with a settlement is *settling* (支付确认中): the gateway is being asked, and its entries keep their seats
 * until it has answered.
 */
export type OrderState = 'open' | 'closed' | 'paid' | 'refunding' | 'refunded';

export type ReleaseReason = 'cancelled' | 'expired' | 'withdrawn' | 'writtenReleased';

/** The reason for asking the gateway, and the consequences if the order turns out unpaid. */
export interface Settlement {
  /** The reason; `refresh` only asks, the others close the trade. */
  reason: 'refresh' | 'replaced' | 'cancelled' | 'expired' | 'withdrawn';
  releaseEntryIds: string[];
}

export type RefundReason = 'late' | 'paidTwice' | 'unknownOrder';

export interface Refund {
  refundNo: string;
  reason: RefundReason;
}

export interface Order {
  orderNo: string;
  gateway: GatewayName;
  mode: Mode;
  entryIds: string[];
  amountFen: number;
  openedAt: Instant;
  /** The earliest deadline in it; the gateway takes no money afterwards. */
  expiresAt: Instant;
  state: OrderState;
  settlement?: Settlement;
  tradeNo?: string;
  paidAt?: Instant;
  /** The moment of the gateway's latest answer about it. */
  askedAt?: Instant;
  refund?: Refund;
  /** The trade that took a wrong amount for it; listed for staff once. */
  mismatchedTradeNo?: string;
  /** A further trade that took money for it; listed for staff once. */
  otherTradeNo?: string;
}

/** 报名信息: everything that decides what may happen next to one candidate in one exam session, without personal data. */
export interface Registration {
  /** Version that grows by one with every committed decision. */
  version: number;
  /** The bound passport; unset before the first save and after deletion. */
  passportId: string | null;
  savedAt: Instant;
  /** The time until which the registration lives without entries. */
  keepUntilAt: Instant;
  /**
   * End of the management window (报名管理时间) of the candidate's own campus, as last heard of. No deadline lies beyond the
   * end of the campus where its seat is.
   */
  managementEndsAt: Instant;
  /** The time when the workflow may close: after the last window in which anything can change, spread over a day. */
  closesAt: Instant;
  /** 候补: places in queues that are still alive. */
  waitlist: WaitlistEntry[];
  /** True while 报名信息删除 waits for the gateway. */
  withdrawing: boolean;
  entries: Entry[];
  orders: Order[];
  transcripts: Partial<Record<Level, TranscriptChoice>>;
  quickPrint: boolean;
}

export const EMPTY_REGISTRATION: Registration = {
  version: 0,
  passportId: null,
  savedAt: 0,
  keepUntilAt: 0,
  managementEndsAt: 0,
  closesAt: 0,
  waitlist: [],
  withdrawing: false,
  entries: [],
  orders: [],
  transcripts: {},
  quickPrint: true,
};

/** The most orders of one registration; each is remembered, because any of them may still be paid. */
export const MAX_ORDERS = 20;

/** Picks the place alone out of an object with more fields. */
export function placeOf({
  offeringId,
  subject,
  campus,
  language,
  level,
  mode,
  feeFen,
}: SubjectPlace): SubjectPlace {
  return { offeringId, subject, campus, language, level, mode, feeFen };
}

/** Lists the entries that keep a seat. */
export function liveEntries(registration: Registration): Entry[] {
  return registration.entries.filter((entry) => entry.state !== 'released');
}

/** Finds the order that may still take money for an entry, if any. */
export function pendingOrderOf(registration: Registration, entryId: string): Order | undefined {
  return registration.orders.find((order) => order.state === 'open' && order.entryIds.includes(entryId));
}

export function isSettling(order: Order): boolean {
  return order.state === 'open' && order.settlement !== undefined;
}

/** Tells whether the gateway is being asked about an order that names this entry. */
export function isEntrySettling(registration: Registration, entryId: string): boolean {
  const order = pendingOrderOf(registration, entryId);
  return order !== undefined && isSettling(order);
}

/** Lists the entries that keep a seat and are not paid. */
export function heldEntries(registration: Registration): Entry[] {
  return registration.entries.filter((entry) => entry.state === 'held');
}

/** Finds the written entry that an oral depends on: same language and level. */
export function writtenOf(
  registration: Registration,
  oral: Pick<Entry, 'language' | 'level'>,
): Entry | undefined {
  return liveEntries(registration).find(
    (entry) => entry.mode === 'written' && entry.language === oral.language && entry.level === oral.level,
  );
}

/** Tells whether an entry is an oral whose written is being confirmed: it can be paid once that is paid, and not before. */
export function isWrittenSettling(registration: Registration, { mode, ...entry }: Entry): boolean {
  const written = mode === 'oral' ? writtenOf(registration, entry) : undefined;
  return written !== undefined && isEntrySettling(registration, written.id);
}

export function stageOf(registration: Registration): Stage {
  if (registration.passportId === null) return 'none';
  const entries = liveEntries(registration);
  if (entries.length === 0) return 'saved';
  const paid = entries.filter((entry) => entry.state === 'paid').length;
  return paid === 0 ? 'unpaid' : paid < entries.length ? 'partlyPaid' : 'paid';
}
