import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, text, uuid } from 'drizzle-orm/pg-core';
import type { Browser, System } from '../../domain/passport/device.ts';
import { SIGN_IN_LIFE } from '../../domain/passport/sign-in-life.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { instant } from './instant.ts';

/** Columns of a sign-in, of a candidate or of staff. Only the hash of the token is kept. */
export const signInColumns = () => ({
  tokenHash: text().primaryKey(),
  /** The name by which its owner ends it. */
  id: uuid().notNull().defaultRandom(),
  /** The device that signed in, in the rough terms of `deviceOf`. */
  system: text().$type<System>().notNull().default('unknown'),
  browser: text().$type<Browser>().notNull().default('unknown'),
  /** The network it was last used from, masked. */
  network: text().notNull().default('unknown'),
  createdAt: instant().notNull(),
  /** Noted every few minutes only, see `isUseNoted`. */
  lastUsedAt: instant().notNull().default(sql`now()`),
  expiresAt: instant().notNull(),
  endedAt: instant(),
});

/** The limit past which no sign-in is moved, whoever writes. */
export const absoluteEnd = (
  kind: keyof typeof SIGN_IN_LIFE,
  name: string,
  { createdAt, expiresAt }: Record<'createdAt' | 'expiresAt', AnyPgColumn>,
) =>
  check(
    name,
    sql`${expiresAt} <= ${createdAt} + interval '${sql.raw(String(SIGN_IN_LIFE[kind].absolute / HOUR_MS))} hours'`,
  );
