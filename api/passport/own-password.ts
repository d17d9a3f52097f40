import { readPasswordHash } from '../../db/passport/find-sign-in-passport.ts';
import type { ApiDependencies } from '../context.ts';
import { refusedField } from '../http/refused-field.ts';
import type { ApiTools } from '../tools.ts';

/**
 * Asks for the password of a passport, or of another account that `find` reads, once more, under the limits of a sign-in.
 * @param by.countedAs the key of the count of whoever is not signed in; a sign-in counts by its passport
 * @returns the hash that it matches, so that the following change can depend on it
 * @throws ApiError PASSWORD_WRONG, TOO_MANY_ATTEMPTS
 */
export async function checkOwnPassword(
  { db }: Pick<ApiDependencies, 'db'>,
  tools: Pick<ApiTools, 'limits' | 'passwords'>,
  by: { id: string; countedAs?: string; find?: () => Promise<{ passwordHash: string } | null> },
  form: { field: string; password: string },
): Promise<string> {
  const { find = () => readPasswordHash(db, by.id) } = by;
  const counted = by.countedAs ?? by.id;
  const matching = await tools.limits.attempt(
    [
      ['ownPasswordPace', counted],
      ['ownPassword', counted],
    ],
    async () => tools.passwords.matches(await find(), form.password),
  );
  if (!matching) throw refusedField('PASSWORD_WRONG', form.field, 'wrong');
  return matching.passwordHash;
}
