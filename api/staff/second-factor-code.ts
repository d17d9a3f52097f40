import { readSecondFactor, takeRecoveryCode, takeStep } from '../../db/staff/second-factor.ts';
import type { ApiDependencies } from '../context.ts';
import { refusedField } from '../http/refused-field.ts';
import type { ApiTools } from '../tools.ts';
import { staffAccountKey } from './account-key.ts';
import { recoveryCodeHash, stepOf } from './totp.ts';

/**
 * Makes a try at a code, under the limits of a network at an account, so that whoever has a password does not keep its
 * owner out. @throws ApiError SECOND_FACTOR_WRONG, TOO_MANY_ATTEMPTS
 */
export async function attemptCode(
  { vault }: Pick<ApiDependencies, 'vault'>,
  tools: Pick<ApiTools, 'limits'>,
  { account, network }: { account: string; network: string },
  attempt: () => Promise<boolean>,
): Promise<void> {
  const key = staffAccountKey(vault, account);
  const pair = `${network} ${key}`;
  const right = await tools.limits.attempt(
    [
      ['secondFactorPace', pair],
      ['secondFactorPair', pair],
      ['secondFactor', key],
    ],
    async () => (await attempt()) || null,
  );
  if (!right) throw refusedField('SECOND_FACTOR_WRONG', 'code', 'wrong');
}

/**
 * Takes a code of the authenticator in use, or a recovery code, once.
 * @param shown.tokenHash the sign-in that it completes, if there is one
 * @throws ApiError SECOND_FACTOR_WRONG, TOO_MANY_ATTEMPTS
 */
export async function takeCode(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  tools: Pick<ApiTools, 'limits'>,
  shown: { account: string; network: string; code: string; tokenHash: string | null },
): Promise<void> {
  const { db, vault, clock } = deps;
  const { account, code, tokenHash } = shown;
  await attemptCode(deps, tools, shown, async () => {
    const { secret } = await readSecondFactor(db, vault, account);
    if (secret === null) return false;
    const now = clock.now();
    if (!/^\d{6}$/.test(code)) {
      const codeHash = recoveryCodeHash(vault, account, code);
      return takeRecoveryCode(db, vault, { account, codeHash, tokenHash }, now);
    }
    const step = stepOf(secret, code, now);
    return step !== null && takeStep(db, vault, { account, step, tokenHash }, now);
  });
}
