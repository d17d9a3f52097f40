import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Uses } from '../../domain/exam-session/uses.ts';
import type { Transaction } from '../connect.ts';

/** The rows of a kind that belong to something. */
export type UsesOf = Partial<Record<keyof Uses, { table: PgTable; where: SQL | undefined }>>;

/** Counts what belongs to something, by kind, in one statement. */
export async function countUses(tx: Transaction, of: UsesOf): Promise<Uses> {
  const counts = Object.entries(of).map(
    ([kind, { table, where }]) =>
      sql`select ${kind} as kind, count(*)::int as count from ${table} where ${where}`,
  );
  const rows = await tx.execute<{ kind: keyof Uses; count: number }>(sql.join(counts, sql` union all `));
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]));
}
