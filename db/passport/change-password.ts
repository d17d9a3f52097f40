import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { passports } from '../schema/index.ts';
import { setPassword } from './set-password.ts';

/**
 * Changes the password of a signed-in passport; false when the password that was checked has been changed meanwhile.
 */
export async function changePassword(
  db: Database,
  change: { passportId: string; checkedHash: string; passwordHash: string; keptTokenHash: string },
  now: Date,
): Promise<boolean> {
  const { passportId, checkedHash, passwordHash, keptTokenHash } = change;
  return db.transaction(async (tx) => {
    const [passport] = await tx
      .select({ id: passports.id })
      .from(passports)
      .where(
        and(
          eq(passports.id, passportId),
          eq(passports.passwordHash, checkedHash),
          isNull(passports.closedAt),
        ),
      )
      .for('update');
    if (!passport) return false;
    await setPassword(
      tx,
      { passportId, passwordHash, keptTokenHash, key: randomUUID(), action: 'passwordChanged' },
      now,
    );
    return true;
  });
}
