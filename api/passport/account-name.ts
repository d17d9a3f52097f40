import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import type { AccountIndex } from '../../db/passport/find-sign-in-passports.ts';
import { readProvince } from '../../db/exam-session/read-province.ts';
import type { Vault } from '../../db/vault.ts';
import { ID_TYPES } from '../../domain/person/id-number.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Computes the indexes of an account name; no ID number has an `@`. Nobody is asked for the type of paper, so all types
 * are searched.
 */
export function accountIndex(vault: Vault, account: string): AccountIndex {
  return account.includes('@')
    ? { emailIndex: emailIndex(vault, account) }
    : { idNumberIndexes: ID_TYPES.map((idType) => idNumberIndex(vault, idType, account)) };
}

/** Chooses the key by which tries at an account are counted. */
export function accountKey(account: AccountIndex): string {
  return 'emailIndex' in account ? account.emailIndex : (account.idNumberIndexes[0] as string);
}

/** Checks that an ID number comes with the exam province. @throws ApiError INVALID_INPUT */
export async function checkProvince(
  { db }: Pick<ApiDependencies, 'db'>,
  account: AccountIndex,
  provinceCode: string | null,
): Promise<void> {
  if ('idNumberIndexes' in account && provinceCode === null) throw provinceRefused('required');
  if (provinceCode !== null && !(await readProvince(db, provinceCode))) throw provinceRefused('unknown');
}

function provinceRefused(code: 'required' | 'unknown'): ApiError {
  return new ApiError('INVALID_INPUT', { fields: [{ path: 'body.provinceCode', code }] });
}
