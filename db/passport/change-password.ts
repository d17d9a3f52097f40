import { randomUUID } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { lockCheckedPassport } from './lock-checked-passport.ts';
import { setPassword } from './set-password.ts';

/**
 * Changes the password of a signed-in passport; false when the password that was checked has been changed meanwhile.
 */
export async function changePassword(
  db: Database,
  change: { passportId: string; checkedHash: string; passwordHash: string; keptTokenHash: string },
  now: Instant,
): Promise<boolean> {
  const { passportId, checkedHash, passwordHash, keptTokenHash } = change;
  return db.transaction(async (tx) => {
    if (!(await lockCheckedPassport(tx, passportId, checkedHash))) return false;
    await setPassword(
      tx,
      { passportId, passwordHash, keptTokenHash, key: randomUUID(), action: 'passwordChanged' },
      now,
    );
    return true;
  });
}
