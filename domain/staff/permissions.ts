/** Roles of staff: each account has one, and a scope in which it counts. */
export const STAFF_ROLES = [
  'reviewer',
  'collegeClerk',
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
  | 'places.read'
  | 'campuses.change'
  | 'schools.change'
  | 'provinces.change'
  | 'settings.read'
  | 'windows.change'
  | 'offerings.change'
  | 'fees.change'
  | 'notices.change'
  | 'agreements.change'
  | 'batches.read'
  | 'roll.import'
  | 'lists.import'
  | 'scores.import'
  | 'catalogue.change'
  | 'examSessions.change'
  | 'rebinds.read'
  | 'rebinds.submit'
  | 'rebinds.decide'
  | 'payments.handleExceptions'
  | 'payloads.decode'
  | 'security.read'
  | 'accounts.keep'
  | 'audit.read'
  | 'candidates.read'
  | 'rolls.read'
  | 'rolls.correct'
  | 'corrections.submit'
  | 'corrections.decide'
  | 'lateLists.change'
  | 'photos.review'
  | 'idNumbers.read'
  | 'unpaid.read'
  | 'messages.send'
  | 'dashboard.read';

/** Permissions that come with every account. */
const EVERYBODY = ['staff.self', 'registrations.inspect'] as const;

/** What schools, provinces and the centre set, each in its scope. */
const SETTING = [
  'capacity.change',
  'places.read',
  'campuses.change',
  'settings.read',
  'windows.change',
  'offerings.change',
  'notices.change',
] as const;
/** What they send in as files, and to whom they write, each in its scope. */
const MANY = ['batches.read', 'roll.import', 'lists.import', 'unpaid.read', 'messages.send'] as const;
/** What a school leaves to its province and the centre. */
const ABOVE_SCHOOLS = ['schools.change', 'fees.change', 'lateLists.change'] as const;

/**
 * The only table of who may do what. Where it may be done is the account's scope, see `domain/scopes.ts`. The database
 * holds who decides what takes two people to it as well (`guard_account`).
 */
export const PERMISSIONS: Readonly<Record<StaffRole, readonly Permission[]>> = {
  reviewer: [...EVERYBODY, 'reviews.decide', 'reviews.file', 'batches.read'],
  collegeClerk: [...EVERYBODY, 'candidates.read', 'rolls.read', 'photos.review', 'unpaid.read'],
  schoolAdmin: [
    ...EVERYBODY,
    ...SETTING,
    ...MANY,
    'candidates.read',
    'rolls.read',
    'rolls.correct',
    'corrections.submit',
    'corrections.decide',
    'photos.review',
    'idNumbers.read',
    'dashboard.read',
    'rooms.print',
    'accounts.keep',
  ],
  provinceAdmin: [
    ...EVERYBODY,
    ...SETTING,
    ...MANY,
    ...ABOVE_SCHOOLS,
    'candidates.read',
    'dashboard.read',
    'rolls.read',
    'corrections.decide',
    'rebinds.read',
    'rebinds.decide',
    'accounts.keep',
  ],
  centreAdmin: [
    ...EVERYBODY,
    ...SETTING,
    ...MANY,
    ...ABOVE_SCHOOLS,
    'provinces.change',
    'examSessions.change',
    'catalogue.change',
    'agreements.change',
    'scores.import',
    'candidates.read',
    'dashboard.read',
    'rolls.read',
    'corrections.decide',
    'rebinds.read',
    'rebinds.decide',
    'payloads.decode',
    'security.read',
    'accounts.keep',
    'audit.read',
  ],
  support: [...EVERYBODY, 'candidates.read', 'rebinds.read', 'rebinds.submit', 'payloads.decode'],
  finance: [...EVERYBODY, 'candidates.read', 'payments.handleExceptions', 'dashboard.read'],
};

export function may(role: StaffRole, permission: Permission): boolean {
  return PERMISSIONS[role].includes(permission);
}
