import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Actor } from '../../domain/actor.ts';
import { instant } from './instant.ts';

/**
 * Single-use links that sign in the owner of an account, a candidate's or of staff; valid for the address they were
 * mailed to. Only the hash of the token is kept.
 */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    tokenHash: text().primaryKey(),
    holder: text().$type<Actor>().notNull(),
    emailIndex: text().notNull(),
    /** The exam province given when the link was asked for. */
    provinceCode: text(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [index('sign_in_links_by_holder').on(table.holder, table.createdAt)],
);
