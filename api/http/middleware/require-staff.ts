import type { MiddlewareHandler } from 'hono';
import { readStaffSession } from '../../../db/staff/read-staff-session.ts';
import type { StaffRole } from '../../../db/schema/index.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { sessionCookie } from '../session-cookie.ts';
import { hashToken } from '../tokens.ts';

/**
 * Admits signed-in staff of the named roles (any role when none is named) and sets `c.var.staff`.
 * @throws ApiError SIGN_IN_REQUIRED, STAFF_ONLY
 */
export function requireStaff(
  deps: Pick<ApiDependencies, 'db' | 'clock' | 'settings'>,
  ...roles: StaffRole[]
): MiddlewareHandler<ApiEnv> {
  const cookie = sessionCookie('staff', deps.settings.publicUrl);
  return async (c, next) => {
    const token = cookie.read(c);
    const session = token ? await readStaffSession(deps.db, hashToken(token), deps.clock.now()) : null;
    if (!session) throw new ApiError('SIGN_IN_REQUIRED');
    if (roles.length > 0 && !roles.includes(session.role)) throw new ApiError('STAFF_ONLY');
    c.set('staff', session);
    await next();
  };
}
