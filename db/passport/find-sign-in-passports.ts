import { and, asc, eq, inArray, isNull, not } from 'drizzle-orm';
import { passports } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export interface SignInPassport {
  id: string;
  passwordHash: string;
}

/**
 * The indexes an account name is searched by: the same ID number may appear on several types of paper, and so belong to
 * several passports.
 */
export type AccountIndex = { emailIndex: string } | { idNumberIndexes: string[] };

/** Finds the open passports that an account name may mean. Claiming ones are found by email only. */
export async function findSignInPassports(db: Reader, account: AccountIndex): Promise<SignInPassport[]> {
  return db
    .select({ id: passports.id, passwordHash: passports.passwordHash })
    .from(passports)
    .where(
      and(
        isNull(passports.closedAt),
        'emailIndex' in account
          ? eq(passports.emailIndex, account.emailIndex)
          : and(inArray(passports.idNumberIndex, account.idNumberIndexes), not(passports.claiming)),
      ),
    )
    .orderBy(asc(passports.createdAt))
    .limit(10);
}
