import { describe, expect, it } from 'vitest';
import type { Scope } from '../../../domain/scopes.ts';
import {
  alwaysSecondFactor,
  KEPT_ROLES,
  keepsAccount,
  type RoleInScope,
  scopeFits,
} from '../../../domain/staff/account-levels.ts';
import { PERMISSIONS, STAFF_ROLES, type StaffRole } from '../../../domain/staff/permissions.ts';
import { nextStep } from '../../../domain/staff/sign-in-step.ts';

const as = (role: StaffRole, scope: Scope): RoleInScope => ({ role, scope });

describe('an account is kept', () => {
  it.each([
    [as('centreAdmin', '*'), as('provinceAdmin', '99'), true],
    [as('centreAdmin', '*'), as('support', '*'), true],
    [as('centreAdmin', '*'), as('reviewer', '99101'), true],
    [as('centreAdmin', '*'), as('centreAdmin', '*'), false],
    [as('provinceAdmin', '99'), as('schoolAdmin', '99101'), true],
    [as('provinceAdmin', '99'), as('schoolAdmin', '98101'), false],
    [as('provinceAdmin', '99'), as('provinceAdmin', '99'), false],
    [as('provinceAdmin', '99'), as('reviewer', '*'), false],
    [as('provinceAdmin', '99'), as('finance', '*'), false],
    [as('schoolAdmin', '99101'), as('reviewer', '99101'), true],
    [as('schoolAdmin', '99101'), as('reviewer', '99102'), false],
    [as('schoolAdmin', '99101'), as('reviewer', '99'), false],
    [as('schoolAdmin', '99101'), as('schoolAdmin', '99101'), false],
    [as('schoolAdmin', '99101'), as('collegeClerk', '99101/文学院'), true],
    [as('provinceAdmin', '99'), as('collegeClerk', '99101/文学院'), true],
    [as('schoolAdmin', '99102'), as('collegeClerk', '99101/文学院'), false],
    [as('collegeClerk', '99101/文学院'), as('collegeClerk', '99101/文学院'), false],
    [as('reviewer', '99101'), as('reviewer', '99101'), false],
    [as('support', '*'), as('reviewer', '99101'), false],
  ])('by %j: %j is %j', (keeper, kept, keeps) => {
    expect(keepsAccount(keeper, kept)).toBe(keeps);
  });

  it('by whoever has the permission, and nobody keeps their own level or one above', () => {
    for (const role of STAFF_ROLES) {
      expect(KEPT_ROLES[role].length > 0).toBe(PERMISSIONS[role].includes('accounts.keep'));
      for (const kept of KEPT_ROLES[role]) expect(KEPT_ROLES[kept]).not.toContain(role);
      expect(KEPT_ROLES[role]).not.toContain(role);
    }
  });
});

it('a scope fits its role', () => {
  expect(scopeFits(as('reviewer', '99101'))).toBe(true);
  expect(scopeFits(as('schoolAdmin', '99'))).toBe(false);
  expect(scopeFits(as('provinceAdmin', '99'))).toBe(true);
  expect(scopeFits(as('provinceAdmin', '*'))).toBe(false);
  expect(scopeFits(as('collegeClerk', '99101/文学院'))).toBe(true);
  expect(scopeFits(as('collegeClerk', '99101'))).toBe(false);
  expect(scopeFits(as('reviewer', '99101/文学院'))).toBe(false);
  expect(scopeFits(as('finance', '*'))).toBe(true);
  expect(scopeFits(as('finance', '99'))).toBe(false);
});

it('only reviewers and clerks may sign in without an authenticator', () => {
  expect(STAFF_ROLES.filter((role) => !alwaysSecondFactor(role))).toEqual(['reviewer', 'collegeClerk']);
});

it('a sign-in is completed by a code, then a password, then an authenticator', () => {
  const done = {
    enrolled: true,
    secondFactorRequired: true,
    secondFactorShown: true,
    mustChangePassword: false,
  };
  expect(nextStep(done)).toBe(null);
  expect(nextStep({ ...done, secondFactorShown: false, mustChangePassword: true })).toBe('secondFactor');
  expect(nextStep({ ...done, secondFactorRequired: false, secondFactorShown: false })).toBe('secondFactor');
  expect(nextStep({ ...done, mustChangePassword: true })).toBe('password');
  const fresh = { ...done, enrolled: false, secondFactorShown: false };
  expect(nextStep({ ...fresh, mustChangePassword: true })).toBe('password');
  expect(nextStep(fresh)).toBe('enrol');
  expect(nextStep({ ...fresh, secondFactorRequired: false })).toBe(null);
});
