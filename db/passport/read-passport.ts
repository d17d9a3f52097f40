import { and, eq, isNull } from 'drizzle-orm';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { Instant } from '../../domain/time.ts';
import { type PassportPersonal, passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';
import { isFoundByOwnEmail, isFoundByOwnNumber, openPassport } from './sealed-passport.ts';

export interface PassportRecord extends PassportPersonal {
  id: string;
  idType: IdType;
  idNumberIndex: string;
  emailIndex: string;
  emailVerifiedAt: Instant | null;
  mobileVerifiedAt: Instant | null;
  hold: NumberHold;
}

/** Reads an open passport with its personal data, or null. An index that is not its own is empty, and matches nothing. */
export async function readPassport(db: Reader, vault: Vault, id: string): Promise<PassportRecord | null> {
  const [row] = await db
    .select({
      id: passports.id,
      personal: passports.personal,
      idType: passports.idType,
      idNumberIndex: passports.idNumberIndex,
      emailIndex: passports.emailIndex,
      emailVerifiedAt: passports.emailVerifiedAt,
      mobileVerifiedAt: passports.mobileVerifiedAt,
      hold: passports.hold,
    })
    .from(passports)
    .where(and(eq(passports.id, id), isNull(passports.closedAt)))
    .limit(1);
  if (!row) return null;
  const { personal: _sealed, ...rest } = row;
  return {
    ...rest,
    ...openPassport(vault, row),
    ...(!isFoundByOwnNumber(vault, row) && { idNumberIndex: '' }),
    ...(!isFoundByOwnEmail(vault, row) && { emailIndex: '' }),
  };
}
