import { findSignInPassports } from '../../db/passport/find-sign-in-passports.ts';
import type { PassportRecord } from '../../db/passport/read-passport.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { refusedField } from '../http/refused-field.ts';
import { guardSignIn } from './sign-in-guard.ts';
import type { ApiTools } from '../tools.ts';

/**
 * Asks a signed-in person for the password once more, under the limits of a sign-in.
 * @returns the hash that it matches, so that the following change can depend on it
 * @throws ApiError PASSWORD_WRONG, TOO_MANY_ATTEMPTS
 */
export async function checkOwnPassword(
  { db }: Pick<ApiDependencies, 'db'>,
  tools: Pick<ApiTools, 'limits' | 'passwords'>,
  by: { passport: PassportRecord; address: string },
  form: { field: string; password: string },
): Promise<string> {
  const { id, emailIndex } = by.passport;
  try {
    const { passwordHash } = await guardSignIn(
      tools.limits,
      { account: `passport/${id}`, address: by.address },
      async () => tools.passwords.matches(await findSignInPassports(db, { emailIndex }), form.password),
    );
    return passwordHash;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'WRONG_CREDENTIALS') throw error;
    throw refusedField('PASSWORD_WRONG', form.field, 'wrong');
  }
}
