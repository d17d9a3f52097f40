import { signInsOf } from '../../db/passport/sign-ins.ts';
import type { ApiDependencies } from '../context.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { signInListRoutes } from '../passport/sign-in-list-routes.ts';

/** Routes of a member of staff's own sign-ins. */
export function ownStaffSignInRoutes(deps: ApiDependencies) {
  return signInListRoutes(deps, {
    prefix: '/staff/me',
    kind: 'staff',
    guarded: { tags: ['staff'], ...requireStaff(deps, 'staff.self') },
    own: (c) => signInsOf('staff', c.var.staff.account),
  });
}
