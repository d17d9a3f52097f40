import { date, index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { GatewayName, OrderState } from '../../domain/registration/state.ts';
import type { Mode } from '../../domain/subjects.ts';

/** An order as finance sees it; the registration's state decides, this row follows in the same transaction. */
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
  (table) => [index('orders_by_registration').on(table.registrationId, table.openedAt)],
);

export interface OrderLine {
  entryId: string;
  subject: string;
  campus: string;
  feeFen: number;
}

/** A gateway's verified notice: stored, answered, then relayed to the workflow. Its row is its own outbox row. */
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

/** Money going back. One row per refund number, which the gateway refunds once however often it is asked. */
export const refunds = pgTable('refunds', {
  refundNo: text().primaryKey(),
  orderNo: text().notNull(),
  registrationId: uuid().notNull(),
  passportId: text().notNull(),
  gateway: text().$type<GatewayName>().notNull(),
  amountFen: integer().notNull(),
  reason: text().notNull(),
  state: text().$type<'requested' | 'done'>().notNull(),
  requestedAt: timestamp({ withTimezone: true }).notNull(),
  doneAt: timestamp({ withTimezone: true }),
});

export type PaymentExceptionKind =
  | 'wrong-amount'
  | 'late'
  | 'paid-twice'
  | 'unknown-order'
  | 'refund-refused';

/** What finance must look at. */
export const paymentExceptions = pgTable(
  'payment_exceptions',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text().$type<PaymentExceptionKind>().notNull(),
    orderNo: text().notNull(),
    tradeNo: text().notNull(),
    amountFen: integer().notNull(),
    foundAt: timestamp({ withTimezone: true }).notNull(),
    settledOn: date(),
  },
  (table) => [unique('payment_exceptions_once').on(table.kind, table.orderNo, table.tradeNo)],
);
