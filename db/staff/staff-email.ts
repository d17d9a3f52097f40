import { emailIndex } from '../person/personal-index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';

/** Builds the columns of an account's verified address, sealed for that account alone. */
export function staffEmailColumns(
  vault: Vault,
  account: string,
  email: string,
): { sealedEmail: string; emailIndex: string } {
  return { sealedEmail: vault.seal(SEALED.staffEmail(account), email), emailIndex: emailIndex(vault, email) };
}

export function openStaffEmail(vault: Vault, account: string, sealedEmail: string): string {
  return vault.open<string>(SEALED.staffEmail(account), sealedEmail);
}
