import { type PasswordFlaw, passwordFlaw, plainPassword } from '../../domain/passport/password.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { refusedField } from '../http/refused-field.ts';
import { isCommonPassword } from './common-passwords.ts';

/** Rules that forms do not show while one types, each with words of its own. */
const OWN_CODES: Partial<Record<PasswordFlaw, ErrorCode>> = {
  COMMON: 'PASSWORD_COMMON',
  HIDDEN: 'PASSWORD_HIDDEN_CHARACTER',
};

/**
 * Checks a new password against the rules.
 * @throws ApiError PASSWORD_WEAK, PASSWORD_COMMON, PASSWORD_HIDDEN_CHARACTER, PASSWORDS_DIFFER
 */
export function checkNewPassword(form: { password: string; passwordAgain: string }): void {
  const flaw = passwordFlaw(form.password, isCommonPassword);
  if (flaw) throw refusedField(OWN_CODES[flaw] ?? 'PASSWORD_WEAK', 'password', flaw.toLowerCase());
  if (plainPassword(form.password) !== plainPassword(form.passwordAgain)) {
    throw refusedField('PASSWORDS_DIFFER', 'passwordAgain', 'different');
  }
}
