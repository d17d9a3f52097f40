import { isScopeInside, type Scope } from '../scopes.ts';
import type { StaffRole } from './permissions.ts';

/**
 * The roles whose accounts each role keeps: those of the levels below it. Accounts of the centre are kept by the
 * operator. The database holds every change of an account to the same table (`keeps_staff_account`).
 */
export const KEPT_ROLES: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  centreAdmin: ['provinceAdmin', 'schoolAdmin', 'reviewer', 'collegeClerk', 'support', 'finance'],
  provinceAdmin: ['schoolAdmin', 'reviewer', 'collegeClerk'],
  schoolAdmin: ['reviewer', 'collegeClerk'],
  reviewer: [],
  collegeClerk: [],
  support: [],
  finance: [],
};

/** The kind of scope that an account of each role has. */
export const SCOPE_KINDS = {
  centreAdmin: 'everything',
  support: 'everything',
  finance: 'everything',
  provinceAdmin: 'province',
  schoolAdmin: 'school',
  reviewer: 'school',
  collegeClerk: 'college',
} as const satisfies Record<StaffRole, string>;

export type ScopeKind = (typeof SCOPE_KINDS)[StaffRole];

const SHAPES: Readonly<Record<ScopeKind, RegExp>> = {
  everything: /^[*]$/,
  province: /^[0-9]{2}$/,
  school: /^[0-9]{5}$/,
  college: /^[0-9]{5}\//,
};

/** A role, and the scope in which it counts. */
export interface RoleInScope {
  role: StaffRole;
  scope: Scope;
}

/** Tells whether somebody keeps the accounts of a role in a scope: makes, changes, resets and disables them. */
export function keepsAccount(keeper: RoleInScope, kept: RoleInScope): boolean {
  return isScopeInside(kept.scope, keeper.scope) && KEPT_ROLES[keeper.role].includes(kept.role);
}

/** Tells whether a scope is of the kind that a role has, e.g. a school for its admin. */
export function scopeFits({ role, scope }: RoleInScope): boolean {
  return SHAPES[SCOPE_KINDS[role]].test(scope);
}

/** Tells whether a role signs in with a second factor whatever its account's setting says. */
export function alwaysSecondFactor(role: StaffRole): boolean {
  return role !== 'reviewer' && role !== 'collegeClerk';
}
