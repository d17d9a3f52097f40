/**
 * What passports are listed by:
 * - `unverified`: the email was never verified
 * - `unbound`: open, and without a registration in the exam session
 * - `claiming`: claims a number that another one has
 * - `closed`: a rebind moved everything away from it
 */
export const PASSPORT_FILTERS = ['unverified', 'unbound', 'claiming', 'closed'] as const;
export type PassportFilter = (typeof PASSPORT_FILTERS)[number];
