import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { passports } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import type { Vault } from '../vault.ts';
import { isFoundByOwnEmail, isFoundByOwnNumber } from './sealed-passport.ts';

export interface SignInPassport {
  id: string;
  passwordHash: string;
}

/** The indexes an account name is searched by: a number has several unless its paper was named. */
export type AccountIndex = { emailIndex: string } | { idNumberIndexes: string[] };

/** The most passports looked at: only rows that somebody wrote in SQL are passed over. */
const MAX_LOOKED_AT = 5;

/**
 * Finds the one open passport that an account name means, or null. A number means the passport that reserves it: of
 * several papers with the same number, the one that has longest. An email means the passport that verified it, else the
 * one registered last. One whose sealed number or address is another is passed over.
 */
export async function findSignInPassport(
  db: Reader,
  vault: Vault,
  account: AccountIndex,
): Promise<SignInPassport | null> {
  const byEmail = 'emailIndex' in account;
  const found = await db
    .select({
      id: passports.id,
      passwordHash: passports.passwordHash,
      personal: passports.personal,
      idType: passports.idType,
      idNumberIndex: passports.idNumberIndex,
      emailIndex: passports.emailIndex,
    })
    .from(passports)
    .where(
      and(
        isNull(passports.closedAt),
        byEmail
          ? eq(passports.emailIndex, account.emailIndex)
          : and(inArray(passports.idNumberIndex, account.idNumberIndexes), eq(passports.hold, 'reserving')),
      ),
    )
    .orderBy(
      ...(byEmail
        ? [desc(isNotNull(passports.emailVerifiedAt)), desc(passports.createdAt), desc(passports.id)]
        : [asc(passports.heldSince), asc(passports.id)]),
    )
    .limit(MAX_LOOKED_AT);
  const isFoundByOwn = byEmail ? isFoundByOwnEmail : isFoundByOwnNumber;
  const meant = found.find((passport) => isFoundByOwn(vault, passport));
  return meant ? { id: meant.id, passwordHash: meant.passwordHash } : null;
}

/** Reads the hash of an open passport's password, or null. */
export async function readPasswordHash(db: Reader, id: string): Promise<SignInPassport | null> {
  const [found] = await db
    .select({ id: passports.id, passwordHash: passports.passwordHash })
    .from(passports)
    .where(and(eq(passports.id, id), isNull(passports.closedAt)));
  return found ?? null;
}
