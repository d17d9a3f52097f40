/** Roles of staff: each account has one, and a scope in which it counts. */
export const STAFF_ROLES = [
  'reviewer',
  'schoolAdmin',
  'provinceAdmin',
  'centreAdmin',
  'support',
  'finance',
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** The closed list of what staff may do; every staff route asks for one of these, never for a role. */
export type Permission =
  | 'staff.self'
  | 'registrations.inspect'
  | 'reviews.decide'
  | 'reviews.file'
  | 'rooms.print'
  | 'capacity.change'
  | 'rebinds.submit'
  | 'rebinds.decide'
  | 'payments.handleExceptions'
  | 'payloads.decode';

/** Permissions that come with every account. */
const EVERYBODY = ['staff.self', 'registrations.inspect'] as const;

/** The only table of who may do what. Where it may be done is the account's scope, see `domain/scopes.ts`. */
export const PERMISSIONS: Readonly<Record<StaffRole, readonly Permission[]>> = {
  reviewer: [...EVERYBODY, 'reviews.decide', 'reviews.file'],
  schoolAdmin: [...EVERYBODY, 'rooms.print', 'capacity.change'],
  provinceAdmin: [...EVERYBODY, 'capacity.change'],
  centreAdmin: [...EVERYBODY, 'capacity.change', 'rebinds.decide', 'payloads.decode'],
  support: [...EVERYBODY, 'rebinds.submit', 'rebinds.decide', 'payloads.decode'],
  finance: [...EVERYBODY, 'payments.handleExceptions'],
};

export function may(role: StaffRole, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}
