import { and, asc, eq, inArray, isNull, not } from 'drizzle-orm';
import { passports } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export interface SignInPassport {
  id: string;
  passwordHash: string;
}

/** One number can stand on several types of paper, so an ID number may find several passports. */
export type AccountIndex = { emailIndex: string } | { idNumberIndexes: string[] };

/** The open passports an account name may mean. Claiming ones are found by email only. */
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
