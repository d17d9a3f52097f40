import { and, eq, isNull } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import { type PassportPersonal, passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import type { Reader } from '../reader.ts';
import { openPassport } from './sealed-passport.ts';

export interface PassportRecord extends PassportPersonal {
  id: string;
  idType: IdType;
  idNumberIndex: string;
  emailIndex: string;
  emailVerifiedAt: Date | null;
  mobileVerifiedAt: Date | null;
  claiming: boolean;
}

/** Reads an open passport with its personal data, or null. */
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
      claiming: passports.claiming,
    })
    .from(passports)
    .where(and(eq(passports.id, id), isNull(passports.closedAt)))
    .limit(1);
  if (!row) return null;
  const { personal, ...rest } = row;
  return { ...rest, ...openPassport(vault, personal) };
}
