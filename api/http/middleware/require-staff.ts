import type { MiddlewareHandler } from 'hono';
import { readStaffSession } from '../../../db/staff/read-staff-session.ts';
import { staffActor } from '../../../domain/actor.ts';
import { may, type Permission, type StaffRole } from '../../../domain/staff/permissions.ts';
import type { ApiDependencies, ApiEnv } from '../../context.ts';
import { ApiError } from '../errors.ts';
import { sessionCookie } from '../session-cookie.ts';
import { checkActingFor } from './acting-for.ts';

type Needs = Pick<ApiDependencies, 'db' | 'clock' | 'settings' | 'vault'>;

/**
 * Guards a route of staff; to be spread into `createRoute`, so that a route that is guarded also says so in the OpenAPI
 * document. The middleware admits signed-in staff with the permission, on pages that show them, and sets `c.var.staff`.
 * @param atAnyStep admits those as well who have not completed their sign-in: what completes it, and nothing else
 * @throws ApiError SIGN_IN_REQUIRED, ACTING_FOR_ANOTHER, STAFF_ONLY, SIGN_IN_INCOMPLETE
 */
export function requireStaff(deps: Needs, permission: Permission, atAnyStep?: 'atAnyStep') {
  const noticeStaff = optionalStaff(deps);
  const middleware: MiddlewareHandler<ApiEnv> = (c, next) =>
    noticeStaff(c, async () => {
      if (!c.var.staff) throw new ApiError('SIGN_IN_REQUIRED');
      if (!may(c.var.staff.role, permission)) throw new ApiError('STAFF_ONLY');
      const { next: step } = c.var.staff;
      if (step !== null && !atAnyStep) throw new ApiError('SIGN_IN_INCOMPLETE', { extra: { next: step } });
      await next();
    });
  return { security: [{ staffSession: [] }], middleware, 'x-permission': permission };
}

/**
 * Sets `c.var.staff` when somebody of staff is signed in.
 * @throws ApiError ACTING_FOR_ANOTHER
 */
export function optionalStaff(deps: Needs): MiddlewareHandler<ApiEnv> {
  const cookie = sessionCookie('staff', deps);
  return async (c, next) => {
    const token = cookie.read(c);
    const session = token ? await readStaffSession(deps, token, c.var.clientAddress, deps.clock.now()) : null;
    // Set first, so that a refusal can say whose it was.
    if (session) c.set('staff', session);
    checkActingFor(c, session && staffActor(session.account));
    await next();
  };
}

/** Tells whether somebody has a right besides the one of the route. */
export function mayAlso({ role }: { role: StaffRole }, permission: Permission): boolean {
  return may(role, permission);
}

/** Asks for a right besides the one of the route. @throws ApiError STAFF_ONLY */
export function requireAlso(staff: { role: StaffRole }, permission: Permission): void {
  if (!mayAlso(staff, permission)) throw new ApiError('STAFF_ONLY');
}
