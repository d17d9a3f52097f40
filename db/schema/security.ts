import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Actor } from '../../domain/actor.ts';
import type { SecurityEventKind } from '../../domain/security.ts';
import { instant } from './instant.ts';

/**
 * The security log: who was refused, locked out or left, and from which address. Equal events of ten minutes are one
 * row, so that a flood of them is counted, not stored.
 */
export const securityEvents = pgTable(
  'security_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    event: text().$type<SecurityEventKind>().notNull(),
    actor: text().$type<Actor>().notNull(),
    account: text().notNull(),
    address: text().notNull(),
    route: text().notNull(),
    reason: text().notNull(),
    count: integer().notNull(),
    spanStartsAt: instant().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('security_events_once').on(
      table.spanStartsAt,
      table.address,
      table.account,
      table.event,
      table.actor,
      table.route,
      table.reason,
    ),
    index('security_events_by_event').on(table.event, table.firstAt, table.id),
    index('security_events_by_account').on(table.account, table.firstAt, table.id),
    index('security_events_by_address').on(table.address, table.firstAt, table.id),
    index('security_events_by_time').on(table.firstAt, table.id),
    index('security_events_by_age').on(table.lastAt),
    check('security_events_counted', sql`${table.count} > 0`),
  ],
);
