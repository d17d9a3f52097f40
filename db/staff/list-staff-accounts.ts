import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { accountsMeant } from '../../domain/actor.ts';
import { KEPT_ROLES, type RoleInScope } from '../../domain/staff/account-levels.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import { beginsWith, inScope } from '../in-scope.ts';
import { keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { staffAccounts, staffSecondFactors } from '../schema/index.ts';

export const ACCOUNT_SORTS = ['account', 'role', 'scope'] as const;

export interface AccountFilter {
  role?: StaffRole | undefined;
  /** The beginning of the codes of their scopes. */
  place?: string | undefined;
  /** The beginning of their names. */
  name?: string | undefined;
  disabled?: boolean | undefined;
  sort: (typeof ACCOUNT_SORTS)[number];
  descending: boolean;
  after?: readonly [string, string] | undefined;
  limit: number;
}

const SHOWN = {
  account: staffAccounts.account,
  role: staffAccounts.role,
  scope: staffAccounts.scope,
  disabled: staffAccounts.disabled,
  secondFactorRequired: staffAccounts.secondFactorRequired,
  mustChangePassword: staffAccounts.mustChangePassword,
  sealedEmail: staffAccounts.sealedEmail,
  emailVerified: sql<boolean>`${staffAccounts.emailVerifiedAt} is not null`,
  version: staffAccounts.version,
  enrolled: sql<boolean>`${staffSecondFactors.sealedSecret} is not null`,
};

export type KeptAccount = Awaited<ReturnType<typeof listStaffAccounts>>[number];

/** Lists the accounts that somebody keeps. */
export async function listStaffAccounts(db: Reader, keeper: RoleInScope, filter: AccountFilter) {
  const { role, place, name, disabled, limit } = filter;
  const { orderBy, beyond } = keyset(
    { by: staffAccounts[filter.sort], tie: staffAccounts.account, descending: filter.descending },
    filter.after,
  );
  return db
    .select(SHOWN)
    .from(staffAccounts)
    .leftJoin(staffSecondFactors, eq(staffSecondFactors.account, staffAccounts.account))
    .where(
      and(
        inArray(staffAccounts.role, [...KEPT_ROLES[keeper.role]]),
        inScope(staffAccounts.scope, keeper.scope),
        role && eq(staffAccounts.role, role),
        place === undefined ? undefined : beginsWith(staffAccounts.scope, place),
        name === undefined
          ? undefined
          : or(...accountsMeant(name).map((one) => sql`starts_with(${staffAccounts.account}, ${one})`)),
        disabled === undefined ? undefined : eq(staffAccounts.disabled, disabled),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/** Reads one account, disabled or not, whoever keeps it; null when there is none. */
export async function readStaffAccount(db: Reader, account: string): Promise<KeptAccount | null> {
  const [found] = await db
    .select(SHOWN)
    .from(staffAccounts)
    .leftJoin(staffSecondFactors, eq(staffSecondFactors.account, staffAccounts.account))
    .where(eq(staffAccounts.account, account));
  return found ?? null;
}
