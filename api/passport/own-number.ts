import { lookAtNumber } from '../../db/passport/own-number.ts';
import type { SignedInPassport } from '../../db/passport/read-session.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/**
 * Refuses a passport that claims its ID number from another one. The claim is looked at anew first: what the other
 * stands on may be gone.
 * @throws ApiError PASSPORT_CLAIMING
 */
export async function requireSettledNumber(
  { db, vault, clock }: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  { id, hold }: SignedInPassport,
): Promise<void> {
  if (hold !== 'claiming') return;
  if ((await lookAtNumber(db, vault, id, clock.now())) === 'claiming')
    throw new ApiError('PASSPORT_CLAIMING');
}
