import type { Context } from 'hono';
import { readStaffSession } from '../../db/staff/read-staff-session.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';

/** Shows who is signed in by a token that was made or checked just now, and what they have to do first. @throws ApiError SIGN_IN_REQUIRED */
export async function signedInView(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  c: Context<ApiEnv>,
  tokenHash: string,
): Promise<StaffSession> {
  const session = await readStaffSession(
    deps,
    { tokenHash, isOf: () => true },
    c.var.clientAddress,
    deps.clock.now(),
  );
  if (!session) throw new ApiError('SIGN_IN_REQUIRED');
  return session;
}
