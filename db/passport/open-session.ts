import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { passports } from '../schema/index.ts';
import { type NewSignIn, openSignIn, type Shown, stillHas } from './sign-ins.ts';

export interface NewSession extends NewSignIn {
  passportId: string;
  provinceCode: string | null;
  shown: Shown;
}

/** Signs a passport in; false when it was closed, or its password or verified address changed, since that was shown. */
export async function openSession(
  db: Pick<Database, 'transaction'>,
  { passportId, provinceCode, shown, ...signIn }: NewSession,
  now: Instant,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // A link signs in at a verified address only.
    const verified = 'linkMailedTo' in shown ? isNotNull(passports.emailVerifiedAt) : undefined;
    const open = await tx
      .select({ id: passports.id })
      .from(passports)
      .where(
        and(eq(passports.id, passportId), isNull(passports.closedAt), stillHas(passports, shown), verified),
      )
      .for('share');
    if (open.length === 0) return false;
    await openSignIn(tx, 'candidate', { passportId, provinceCode }, signIn, shown, now);
    return true;
  });
}
