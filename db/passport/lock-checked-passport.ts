import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { passports } from '../schema/index.ts';

/**
 * Locks an open passport whose password is still the one that was checked, given by its hash.
 * @returns false when the password has been changed meanwhile, or the passport closed
 */
export async function lockCheckedPassport(
  tx: Transaction,
  passportId: string,
  checkedHash: string,
): Promise<boolean> {
  const [passport] = await tx
    .select({ id: passports.id })
    .from(passports)
    .where(
      and(eq(passports.id, passportId), eq(passports.passwordHash, checkedHash), isNull(passports.closedAt)),
    )
    .for('update');
  return passport !== undefined;
}
