import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import type { AccountIndex } from '../../db/passport/find-sign-in-passport.ts';
import type { Vault } from '../../db/vault.ts';
import { ID_TYPES, type IdType } from '../../domain/person/id-number.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/** An account as it is named at sign-in. */
export interface AccountName {
  account: string;
  idType?: IdType | undefined;
}

/**
 * Computes the indexes of an account name; no ID number has an `@`. Different papers of different people may have the same
 * number, so its owner may say which paper it is; without that all types are searched.
 */
export function accountIndex(vault: Vault, { account, idType }: AccountName): AccountIndex {
  if (account.includes('@')) return { emailIndex: emailIndex(vault, account) };
  const types = idType ? [idType] : ID_TYPES;
  return { idNumberIndexes: [...new Set(types.map((type) => idNumberIndex(vault, type, account)))] };
}

/**
 * Chooses the key by which tries at an account are counted: one for a number whatever paper it is tried under, so that
 * naming another one gives no further tries.
 */
export function accountKey(vault: Vault, account: string): string {
  return account.includes('@') ? emailIndex(vault, account) : idNumberIndex(vault, 'residentId', account);
}

/**
 * Chooses the key by which mails to an account are counted: one for each way in which a passport is found, so that what is
 * asked for under another paper uses up nobody's.
 */
export function mailedAccountKey(account: AccountIndex): string {
  if ('emailIndex' in account) return account.emailIndex;
  const [index, ...others] = account.idNumberIndexes;
  return others.length === 0 ? index! : `any/${index}`;
}

/** Checks that an ID number comes with the exam province. @throws ApiError INVALID_INPUT */
export async function checkProvince(
  { seasons }: Pick<ApiDependencies, 'seasons'>,
  account: AccountIndex,
  provinceCode: string | null,
): Promise<void> {
  if ('idNumberIndexes' in account && provinceCode === null) throw provinceRefused('required');
  if (provinceCode !== null) await checkKnownProvince({ seasons }, provinceCode);
}

/** Checks that there is such a province. @throws ApiError INVALID_INPUT */
export async function checkKnownProvince(
  { seasons }: Pick<ApiDependencies, 'seasons'>,
  provinceCode: string,
): Promise<void> {
  const { provinces } = await seasons.calendar();
  if (!provinces.some(({ code }) => code === provinceCode)) throw provinceRefused('unknown');
}

function provinceRefused(code: 'required' | 'unknown'): ApiError {
  return new ApiError('INVALID_INPUT', { fields: [{ path: 'body.provinceCode', code }] });
}
