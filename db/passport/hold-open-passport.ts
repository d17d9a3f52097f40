import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { passports } from '../schema/index.ts';

/**
 * Tells whether a passport is open, and keeps it so until the transaction ends: one that a rebind closes at this moment
 * must not end up with something of its own.
 */
export async function holdOpenPassport(tx: Transaction, id: string): Promise<boolean> {
  const open = await tx
    .select({ id: passports.id })
    .from(passports)
    .where(and(eq(passports.id, id), isNull(passports.closedAt)))
    .for('share');
  return open.length > 0;
}
