import type { MiddlewareHandler } from 'hono';
import { readStaffSession } from '../../../db/staff/read-staff-session.ts';
import { may, type Permission } from '../../../domain/staff/permissions.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { sessionCookie } from '../session-cookie.ts';
import { hashToken } from '../tokens.ts';

/**
 * Guards a route of staff; to be spread into `createRoute`, so that a route that is guarded also says so in the OpenAPI
 * document. The middleware admits signed-in staff with the permission and sets `c.var.staff`.
 * @throws ApiError SIGN_IN_REQUIRED, STAFF_ONLY
 */
export function requireStaff(
  deps: Pick<ApiDependencies, 'db' | 'clock' | 'settings'>,
  permission: Permission,
) {
  const cookie = sessionCookie('staff', deps.settings.publicUrl);
  const middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const token = cookie.read(c);
    const session = token ? await readStaffSession(deps.db, hashToken(token), deps.clock.now()) : null;
    if (!session) throw new ApiError('SIGN_IN_REQUIRED');
    if (!may(session.role, permission)) throw new ApiError('STAFF_ONLY');
    c.set('staff', session);
    await next();
  };
  return { security: [{ staffSession: [] }], middleware, 'x-permission': permission };
}
