import type { AttemptLimits } from '../http/attempt-limits.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Runs one try to sign in under the limits on its account and address. Counts and answers are the same whether the
 * account exists or not.
 * @throws ApiError WRONG_CREDENTIALS, TOO_MANY_ATTEMPTS
 */
export async function guardSignIn<Account>(
  limits: AttemptLimits,
  keys: { account: string; address: string },
  attempt: () => Promise<Account | null>,
): Promise<Account> {
  await limits.count('signInAddress', keys.address);
  await limits.count('signInLock', keys.account);
  await limits.count('signInPace', keys.account);
  const account = await attempt();
  if (account === null) throw new ApiError('WRONG_CREDENTIALS');
  await Promise.all([
    limits.forgive('signInAddress', keys.address),
    limits.reset('signInLock', keys.account),
    limits.reset('signInPace', keys.account),
  ]);
  return account;
}
