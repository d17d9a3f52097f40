import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { GatewayName, OrderState, RefundReason } from '../../domain/registration/state.ts';
import type { Mode } from '../../domain/subjects.ts';

/** An order as finance sees it. The registration's state is authoritative; this row follows in the same transaction. */
export const orders = pgTable(
  'orders',
  {
    orderNo: text().primaryKey(),
    registrationId: uuid().notNull(),
    examSessionId: text().notNull(),
    passportId: text().notNull(),
    gateway: text().$type<GatewayName>().notNull(),
    mode: text().$type<Mode>().notNull(),
    amountFen: integer().notNull(),
    lines: jsonb().$type<OrderLine[]>().notNull(),
    state: text().$type<OrderState | 'settling'>().notNull(),
    tradeNo: text(),
    openedAt: timestamp({ withTimezone: true }).notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    paidAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('orders_by_registration').on(table.registrationId, table.openedAt),
    index('orders_by_passport').on(table.passportId, table.examSessionId, table.openedAt),
    index('orders_by_payment').on(table.gateway, table.paidAt),
  ],
);

export interface OrderLine {
  entryId: string;
  subject: string;
  campus: string;
  feeFen: number;
}

/**
 * A gateway's verified notice: stored, acknowledged, then relayed to the workflow. The row also serves as its outbox
 * row.
 */
export const gatewayNotices = pgTable(
  'gateway_notices',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    gateway: text().$type<GatewayName>().notNull(),
    noticeId: text().notNull(),
    orderNo: text().notNull(),
    tradeNo: text().notNull(),
    amountFen: integer().notNull(),
    paidAt: timestamp({ withTimezone: true }).notNull(),
    receivedAt: timestamp({ withTimezone: true }).notNull(),
    attempts: integer().notNull().default(0),
    dueAt: timestamp({ withTimezone: true }).notNull(),
    relayedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('gateway_notices_once').on(table.gateway, table.tradeNo, table.orderNo),
    index('gateway_notices_due').on(table.relayedAt, table.dueAt),
  ],
);

/** Money going back, one row per refund number; the gateway refunds each number once, however often it is asked. */
export const refunds = pgTable(
  'refunds',
  {
    refundNo: text().primaryKey(),
    orderNo: text().notNull(),
    registrationId: uuid().notNull(),
    passportId: text().notNull(),
    gateway: text().$type<GatewayName>().notNull(),
    amountFen: integer().notNull(),
    reason: text().$type<RefundReason>().notNull(),
    state: text().$type<'requested' | 'done'>().notNull(),
    requestedAt: timestamp({ withTimezone: true }).notNull(),
    doneAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('refunds_by_order').on(table.orderNo),
    index('refunds_by_gateway').on(table.gateway, table.doneAt),
  ],
);

/**
 * Kinds of exceptions:
 * - `late`, `paid-twice`, `unknown-order`: refunded automatically, except a further trade of a paid order, which staff
 *   must refund
 * - `wrong-amount`: neither settled nor refunded
 * - `refund-refused`: the gateway refuses, and keeps being asked
 * - `payment-not-billed`, `refund-not-billed`: our records count it, the gateway's bill does not
 * - `refund-unexpected`: the gateway refunded money without our asking, or another amount
 */
export const PAYMENT_EXCEPTION_KINDS = [
  'wrong-amount',
  'late',
  'paid-twice',
  'unknown-order',
  'refund-refused',
  'payment-not-billed',
  'refund-not-billed',
  'refund-unexpected',
] as const;
export type PaymentExceptionKind = (typeof PAYMENT_EXCEPTION_KINDS)[number];

/** Exceptions that finance must look at. */
export const paymentExceptions = pgTable(
  'payment_exceptions',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<PaymentExceptionKind>().notNull(),
    orderNo: text().notNull(),
    tradeNo: text().notNull(),
    amountFen: integer().notNull(),
    foundAt: timestamp({ withTimezone: true }).notNull(),
    handledAt: timestamp({ withTimezone: true }),
    /** The staff account that handled it. */
    handledBy: text(),
    /** The action taken, in the words of staff; sealed, because it may name people. */
    note: text(),
  },
  (table) => [
    unique('payment_exceptions_once').on(table.kind, table.orderNo, table.tradeNo),
    index('payment_exceptions_open').on(table.id).where(sql`${table.handledAt} is null`),
  ],
);

/** The comparison of one gateway's bill of one Beijing day with our records; the latest run counts. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    gateway: text().$type<GatewayName>().notNull(),
    day: date().notNull(),
    billedPayments: integer().notNull(),
    billedRefunds: integer().notNull(),
    /** Payments on the bill that we did not know and then processed like a notice, over all runs. */
    recovered: integer().notNull(),
    /** Findings of this run that a person must look at. */
    exceptions: integer().notNull(),
    /** Net total of the bill minus that of our records for that day. */
    differenceFen: bigint({ mode: 'number' }).notNull(),
    comparedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.gateway, table.day] })],
);
