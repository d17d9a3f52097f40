import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import type { ApiDependencies } from '../context.ts';
import { checkOwnPassword } from '../passport/own-password.ts';
import type { ApiTools } from '../tools.ts';
import { staffAccountKey } from './account-key.ts';

/**
 * Asks a member of staff for their password once more, under limits, see `checkOwnPassword`.
 * @param countedAs the key of the count of whoever is not signed in
 * @throws ApiError PASSWORD_WRONG, TOO_MANY_ATTEMPTS
 */
export function checkStaffPassword(
  deps: Pick<ApiDependencies, 'db' | 'vault'>,
  tools: Pick<ApiTools, 'limits' | 'passwords'>,
  account: string,
  form: { field: string; password: string },
  countedAs?: string,
): Promise<string> {
  const id = staffAccountKey(deps.vault, account);
  const find = () => findStaffAccount(deps.db, account);
  return checkOwnPassword(deps, tools, { id, find, ...(countedAs !== undefined && { countedAs }) }, form);
}
