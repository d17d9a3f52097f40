import { and, eq, isNull } from 'drizzle-orm';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import type { Transaction } from '../connect.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { isFoundByOwnNumber } from './sealed-passport.ts';

/**
 * Reads a passport if it is open, and keeps it so until the transaction ends: one that a rebind closes at this moment
 * must not end up with something of its own. One that is found by another number than its own is none.
 */
export async function holdOpenPassport(
  tx: Transaction,
  vault: Vault,
  id: string,
): Promise<{ hold: NumberHold; idNumberIndex: string } | null> {
  const [open] = await tx
    .select({
      id: passports.id,
      hold: passports.hold,
      personal: passports.personal,
      idType: passports.idType,
      idNumberIndex: passports.idNumberIndex,
    })
    .from(passports)
    .where(and(eq(passports.id, id), isNull(passports.closedAt)))
    .for('share');
  return open && isFoundByOwnNumber(vault, open) ? open : null;
}
