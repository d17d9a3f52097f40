import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Database } from '../../db/connect.ts';
import { emailIndex, idNumberIndex } from '../../db/person/personal-index.ts';
import { type PassportPersonal, passports, staffAccounts } from '../../db/schema/index.ts';
import { type DEMO_STAFF, demoPassword } from '../../db/demo-accounts.ts';
import { sealPassport } from '../../db/passport/sealed-passport.ts';
import { staffEmailColumns } from '../../db/staff/staff-email.ts';
import type { Vault } from '../../db/vault.ts';
import { provinceCodeOf, type Scope } from '../../domain/scopes.ts';
import type { StaffRole } from '../../domain/staff/permissions.ts';
import type { Instant } from '../../domain/time.ts';
import { type DemoPerson, findNamed, type NamedPerson } from './people.ts';

/** A sign-in of the demo, as it is printed. */
export interface DemoSignIn {
  role: string;
  account: string;
  password: string;
  note: string;
}

/** argon2id, the library's default kind, at 19 MiB and two passes. */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const STAFF: { account: (typeof DEMO_STAFF)[number]; role: StaffRole; scope: Scope; note: string }[] = [
  { account: 'reviewer', role: 'reviewer', scope: '99101', note: 'school 99101' },
  {
    account: 'reviewer2',
    role: 'reviewer',
    scope: '99101',
    note: 'school 99101, for what the other one filed',
  },
  {
    account: 'college-clerk',
    role: 'collegeClerk',
    scope: '99101/计算机学院',
    note: 'school 99101, its college 计算机学院',
  },
  { account: 'school-admin', role: 'schoolAdmin', scope: '99101', note: 'school 99101' },
  {
    account: 'province-admin',
    role: 'provinceAdmin',
    scope: '99',
    note: 'province 99, decides cuts of capacity its schools submit, and rebinds of its candidates',
  },
  { account: 'centre-admin', role: 'centreAdmin', scope: '*', note: 'everything; decides all rebinds' },
  { account: 'support', role: 'support', scope: '*', note: 'everything, masked; submits rebinds' },
  { account: 'finance', role: 'finance', scope: '*', note: 'all orders' },
];

const CANDIDATES: { account: string; person: NamedPerson; mobile: string; note: string }[] = [
  { account: 'candidate1', person: 'cet4Only', mobile: '19900000001', note: 'CET-4 only' },
  { account: 'candidate2', person: 'cet6', mobile: '19900000002', note: 'CET-4 and CET-6' },
  { account: 'candidate3', person: 'japanese', mobile: '19900000003', note: 'CET-4 and Japanese' },
];

const UNREGISTERED: NamedPerson[] = ['unregistered', 'unregisteredRare'];
const EMAIL_DOMAIN = 'example.test';

/** Lists everybody who can sign in, or register, in the demo. */
export function demoSignIns(people: readonly DemoPerson[]): DemoSignIn[] {
  return [
    ...CANDIDATES.map(({ account, person, note }) => {
      const { row } = findNamed(people, person);
      return {
        role: 'candidate',
        account: row.idNumber,
        password: demoPassword(account),
        note: `${place(row.campusCode)}, ${row.name}, ${account}@${EMAIL_DOMAIN}, ${note}`,
      };
    }),
    ...STAFF.map(({ account, role, note }) => ({ role, account, password: demoPassword(account), note })),
    ...UNREGISTERED.map((person) => {
      const { row } = findNamed(people, person);
      return {
        role: 'unregistered person',
        account: row.idNumber,
        password: '',
        note: `${place(row.campusCode)}, ${row.name}: register a passport with this name and resident ID`,
      };
    }),
  ];
}

/** Fills in a staff account per role, and a second one where two people are needed. The connection is the owner's. */
export async function fillStaff(db: Database, vault: Vault, now: Instant): Promise<void> {
  const staff = await Promise.all(
    STAFF.map(async ({ account, role, scope }) => ({
      account,
      role,
      scope,
      passwordHash: await hash(demoPassword(account), HASHING),
      // Nobody needs an authenticator to try the demo; production does not start with these accounts.
      secondFactorRequired: false,
      ...staffEmailColumns(vault, account, `${account}@${EMAIL_DOMAIN}`),
      emailVerifiedAt: now,
    })),
  );
  await db.insert(staffAccounts).values(staff).onConflictDoNothing();
}

/** Fills in three passports with verified emails. */
export async function fillPassports(
  db: Database,
  vault: Vault,
  people: readonly DemoPerson[],
  now: Instant,
): Promise<void> {
  const candidates = await Promise.all(
    CANDIDATES.map(async ({ account, person, mobile }) => {
      const { name, idType, idNumber } = findNamed(people, person).row;
      const personal: PassportPersonal = { name, idNumber, email: `${account}@${EMAIL_DOMAIN}`, mobile };
      const id = randomBytes(16).toString('hex');
      return {
        id,
        personal: sealPassport(vault, id, personal),
        idType,
        idNumberIndex: idNumberIndex(vault, idType, idNumber),
        emailIndex: emailIndex(vault, personal.email),
        passwordHash: await hash(demoPassword(account), HASHING),
        emailVerifiedAt: now,
        mobileVerifiedAt: now,
        hold: 'reserving' as const,
        heldSince: now,
        createdAt: now,
      };
    }),
  );
  await db.insert(passports).values(candidates).onConflictDoNothing();
}

function place(campusCode: string): string {
  return `province ${provinceCodeOf(campusCode)}, campus ${campusCode}`;
}
