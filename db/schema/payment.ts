import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { GatewayName, OrderState, RefundReason } from '../../domain/registration/state.ts';
import type { Mode } from '../../domain/subjects.ts';
import type { PaymentExceptionKind } from '../../domain/registration/payment-exception.ts';
import { staffAccounts } from './staff.ts';
import { instant } from './instant.ts';

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
    openedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    paidAt: instant(),
    /** When the gateway, asked by us, first said that it is unpaid and closed. */
    gatewayClosedAt: instant(),
    /** When the gateway is to be asked about it by itself while it is open; null: not before it expires. */
    askDueAt: instant(),
    askTriedAt: instant(),
    /** The moment of the gateway's latest answer. */
    askedAt: instant(),
  },
  (table) => [
    index('orders_to_ask_about').on(table.gateway, table.askDueAt).where(sql`${table.state} = 'open'`),
    index('orders_by_registration').on(table.registrationId, table.openedAt),
    index('orders_by_passport').on(table.passportId, table.examSessionId, table.openedAt),
    index('orders_by_payment').on(table.gateway, table.paidAt),
    check(
      'orders_state',
      sql`${table.state} in ('open', 'settling', 'closed', 'paid', 'refunding', 'refunded')`,
    ),
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
    paidAt: instant().notNull(),
    receivedAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    dueAt: instant().notNull(),
    relayedAt: instant(),
    /**
     * The proof that a gateway said so: what the row says of the payment, under a key from outside the database. Unset for rows
     * from before there were proofs: the gateway is asked about these.
     */
    proof: text(),
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
    requestedAt: instant().notNull(),
    /** When the gateway, asked by us, first said that it has sent the money. */
    gatewaySentAt: instant(),
    doneAt: instant(),
  },
  (table) => [
    index('refunds_by_order').on(table.orderNo),
    index('refunds_by_gateway').on(table.gateway, table.doneAt),
    check('refunds_state', sql`${table.state} in ('requested', 'done')`),
  ],
);

/** Exceptions that finance must look at. */
export const paymentExceptions = pgTable(
  'payment_exceptions',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<PaymentExceptionKind>().notNull(),
    orderNo: text().notNull(),
    tradeNo: text().notNull(),
    amountFen: integer().notNull(),
    foundAt: instant().notNull(),
    handledAt: instant(),
    /** The staff account that handled it. */
    handledBy: text().references(() => staffAccounts.account),
    /** The action taken, in the words of staff; sealed, because it may name people. */
    note: text(),
  },
  (table) => [
    unique('payment_exceptions_once').on(table.kind, table.orderNo, table.tradeNo),
    index('payment_exceptions_open').on(table.id).where(sql`${table.handledAt} is null`),
    index('payment_exceptions_by_kind').on(table.kind, table.id),
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
    comparedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.gateway, table.day] })],
);
