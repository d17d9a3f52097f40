import { isCommonPassword } from '../../domain/passport/common-passwords.ts';
import { passwordFlaw } from '../../domain/passport/password.ts';
import { refusedField } from '../http/refused-field.ts';

/** Checks a new password against the rules. @throws ApiError PASSWORD_WEAK, PASSWORDS_DIFFER */
export function checkNewPassword(form: { password: string; passwordAgain: string }): void {
  const flaw = passwordFlaw(form.password, isCommonPassword);
  if (flaw) throw refusedField('PASSWORD_WEAK', 'password', flaw.toLowerCase());
  if (form.password !== form.passwordAgain) {
    throw refusedField('PASSWORDS_DIFFER', 'passwordAgain', 'different');
  }
}
