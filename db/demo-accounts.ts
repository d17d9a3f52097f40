/** The staff accounts of the demo, whose passwords everybody knows: production does not start with them. */
export const DEMO_STAFF = [
  'reviewer',
  'reviewer2',
  'college-clerk',
  'school-admin',
  'province-admin',
  'centre-admin',
  'support',
  // Of demos before.
  'support2',
  'finance',
] as const;

/** Derives a password that everybody knows: for the demo alone. */
export function demoPassword(account: string): string {
  return `Demo-2026!${account}`;
}
