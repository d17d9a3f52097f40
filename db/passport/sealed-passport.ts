import type { IdType } from '../../domain/person/id-number.ts';
import { isOwnIndex } from '../person/own-index.ts';
import { emailIndex, idNumberIndex } from '../person/personal-index.ts';
import type { PassportPersonal } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

export function sealPassport(vault: Vault, id: string, personal: PassportPersonal): string {
  return vault.seal(SEALED.passport(id), personal);
}

export function openPassport(
  vault: Vault,
  { id, personal }: { id: string; personal: string },
): PassportPersonal {
  return vault.open(SEALED.passport(id), personal);
}

interface SealedPassport {
  id: string;
  personal: string;
  idType: IdType;
}

/** Computes the index of a passport's number from what is sealed. */
export function sealedNumberIndex(vault: Vault, passport: SealedPassport): string {
  return idNumberIndex(vault, passport.idType, openPassport(vault, passport).idNumber);
}

/** Tells whether the number by which a passport is found is its own, see `isOwnIndex`. */
export function isFoundByOwnNumber(
  vault: Vault,
  passport: SealedPassport & { idNumberIndex: string },
): boolean {
  return isOwnIndex(vault, SEALED.passport(passport.id), passport.idNumberIndex, () =>
    sealedNumberIndex(vault, passport),
  );
}

/** The same of its address. */
export function isFoundByOwnEmail(
  vault: Vault,
  passport: { id: string; personal: string; emailIndex: string },
): boolean {
  return isOwnIndex(vault, SEALED.passport(passport.id), passport.emailIndex, () =>
    emailIndex(vault, openPassport(vault, passport).email),
  );
}
