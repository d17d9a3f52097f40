import { afterAll, describe, expect, it } from 'vitest';
import {
  PERMISSIONS,
  type Permission,
  STAFF_ROLES,
  type StaffRole,
} from '../../../domain/staff/permissions.ts';
import { staffActor } from '../../../domain/actor.ts';
import type { SecurityEvent } from '../../../domain/security.ts';
import type { MintedCampus } from '../../support/factories.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { type DocumentedOperation, documentedOperations, requestOf } from './documented-operations.ts';
import { createRightsApi } from './rights-api.ts';
import { mintRightsData } from './rights-data.ts';
import { addressOperations, HOLDERS } from './rights-operations.ts';

const { api, commanded } = await createRightsApi();
const data = await mintRightsData(api);
const { victim, stranger, claimant, markers, ids } = data;
const everything = [...ids, ...Object.values(markers)];
const OPERATIONS = await addressOperations(api, data);

const { operations } = await documentedOperations(api);

type Caller =
  | { kind: 'nobody' }
  | { kind: 'candidate'; name: string; passportId: string; provinceCode: string; known: string[] }
  | { kind: 'staff'; role: StaffRole; account: string; isInside: boolean };

const staffOf = (scope: string, isInside: boolean): Promise<Caller[]> =>
  Promise.all(
    STAFF_ROLES.map(async (role) => ({
      kind: 'staff' as const,
      role,
      isInside,
      account: (await api.mint.staff({ role, scope })).account,
    })),
  );
/** Clerks of a college of the victim's school. */
const clerkOf = async (college: string, isInside: boolean): Promise<Caller> => {
  const scope = `${victim.campus.schoolCode}/${college}`;
  const { account } = await api.mint.staff({ role: 'collegeClerk', scope });
  return { kind: 'staff', role: 'collegeClerk', isInside, account };
};
/** @param known parts of the victim that the candidate knows already */
const candidateOf = (name: string, passportId: string, campus: MintedCampus, known: string[]): Caller => ({
  kind: 'candidate',
  name,
  passportId,
  provinceCode: campus.provinceCode,
  known,
});
/** Callers who may see nothing of the victim; they come first, so that what the others do hides nothing. */
const OUTSIDERS: Caller[] = [
  { kind: 'nobody' },
  candidateOf('another candidate', stranger.passport.id, stranger.campus, []),
  candidateOf('who claims the ID number', claimant.id, victim.campus, [markers.name, markers.idNumber]),
  ...(await staffOf(stranger.campus.schoolCode, false)),
  await clerkOf('另一学院', false),
];
const INSIDERS: Caller[] = [
  ...(await staffOf(victim.campus.schoolCode, true)),
  await clerkOf(victim.college, true),
  candidateOf('the candidate', victim.passport.id, victim.campus, everything),
];
const counts = { calls: 0, leaks: 0 };
/** Parts of the victim that were told to those who may know them. */
const shown = new Set<string>();

/** Staff who were answered that there is nothing, for lack of scope; of one test. */
const turnedAway: string[] = [];
const noted: SecurityEvent[] = [];
const { note } = api.securityLog;
api.securityLog.note = (event) => {
  noted.push(event);
  note(event);
};

/** Signs in anew for each call, as an earlier one may have signed out. */
async function cookiesOf(caller: Caller) {
  if (caller.kind === 'nobody') return {};
  if (caller.kind === 'staff') return { staff: await api.mint.staffSignIn(caller.account) };
  return { candidate: await api.mint.signIn(caller.passportId, caller.provinceCode) };
}

async function call(operation: DocumentedOperation, caller: Caller) {
  const { method, address, options } = await requestOf(operation, OPERATIONS[operation.name]!);
  const cookies = await cookiesOf(caller);
  const answered = await api.call(method, address, { ...options, ...cookies });
  // What counts of an export is the file.
  const response =
    answered.ok && address.split('?')[0]?.endsWith('/exports') && method === 'POST'
      ? await api.get(`/api/staff/exports/${((await answered.json()) as { id: string }).id}/file`, cookies)
      : answered;
  const bytes = Buffer.from(await response.arrayBuffer());
  const isPdf = response.headers.get('content-type') === 'application/pdf';
  const text = isPdf ? pdfText(bytes) : bytes.toString();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const { code } = isJson ? (JSON.parse(text) as { code?: string }) : {};
  return {
    status: response.status,
    code: response.ok ? undefined : code,
    sent: `${address} ${JSON.stringify(options.body)} ${options.rawBody}`,
    text: `${JSON.stringify([...response.headers])} ${text}`,
  };
}
type Answer = Awaited<ReturnType<typeof call>>;

/** Lists what an answer must not tell. */
function keptFrom({ name, guard }: DocumentedOperation, caller: Caller): string[] {
  if (guard === 'candidateSession' && caller.kind === 'candidate')
    return everything.filter((secret) => !caller.known.includes(secret));
  // Every answer says for whom it was made.
  if (guard === null && caller.kind === 'candidate')
    return everything.filter((secret) => secret !== caller.passportId);
  const { permission, shows = [] } = OPERATIONS[name]!;
  const isForStaff = guard === 'staffSession' && caller.kind === 'staff' && caller.isInside;
  if (!isForStaff || !HOLDERS[permission!].includes(caller.role)) return everything;
  const inFull = shows.map((marker) => markers[marker]);
  return Object.values(markers).filter((marker) => !inFull.includes(marker));
}

/** Tells whether an answer is the one that somebody with these rights gets. */
function isRight(
  { name, guard }: DocumentedOperation,
  caller: Caller,
  { status, code, sent, text }: Answer,
): boolean {
  const { permission, also = 'staff.self', outside = 'NOT_FOUND', code: expected } = OPERATIONS[name]!;
  const isAnswered =
    expected === undefined ? status < 500 && ![400, 401, 403, 404].includes(status) : code === expected;
  if (guard === null) return isAnswered || status === 429;
  if (guard !== `${caller.kind}Session`) return status === 401 && code === 'SIGN_IN_REQUIRED';
  if (caller.kind === 'candidate') {
    if (caller.passportId === victim.passport.id) return isAnswered;
    // The caller's own is none of the victim's business; what is named here is the victim's.
    const isNamed = ids.some((id) => sent.includes(id));
    return isNamed ? [403, 404, 409].includes(status) : status < 500 && status !== 401;
  }
  if (caller.kind !== 'staff') return false;
  const isHolder = (of: Permission) => HOLDERS[of].includes(caller.role);
  if (!isHolder(permission!) || (caller.isInside && !isHolder(also)))
    return status === 403 && code === 'STAFF_ONLY';
  if (caller.isInside) return isAnswered && (outside !== 'nothing' || ids.some((id) => text.includes(id)));
  if (!isHolder(also) && code === 'STAFF_ONLY') return true;
  return outside === 'nothing' || outside === 'same' ? isAnswered : code === outside;
}

function nameOf(caller: Caller): string {
  if (caller.kind === 'nobody') return 'nobody';
  if (caller.kind === 'candidate') return caller.name;
  return `${caller.role} ${caller.isInside ? 'in' : 'out of'} scope`;
}

/** Calls an operation and finds what is wrong with the answer, or null. */
async function flawOf(operation: DocumentedOperation, caller: Caller): Promise<string | null> {
  const answer = await call(operation, caller);
  const told = everything.filter((secret) => !answer.sent.includes(secret) && answer.text.includes(secret));
  const kept = keptFrom(operation, caller);
  const leaked = told.filter((secret) => kept.includes(secret));
  for (const secret of told) if (!kept.includes(secret)) shown.add(secret);
  counts.calls += 1;
  counts.leaks += leaked.length;
  if (leaked.length > 0) return `${nameOf(caller)} is told ${leaked.join(', ')}`;
  const { status, code } = answer;
  if (caller.kind === 'staff' && !caller.isInside && code === 'NOT_FOUND')
    turnedAway.push(staffActor(caller.account));
  return isRight(operation, caller, answer) ? null : `${nameOf(caller)} is answered ${status} ${code}`;
}

/** The staff of whom the security log is told that this operation was refused to them though there is something. */
function notedOf({ name }: DocumentedOperation): string[] {
  const route = name.replaceAll(/\{(\w+)\}/g, ':$1');
  return noted
    .filter((of) => of.event === 'rightsRefused' && of.reason === 'NOT_FOUND' && of.route === route)
    .flatMap(({ actor }) => (actor?.startsWith('staff/') ? actor : []))
    .toSorted();
}

describe('the table of rights', () => {
  it('gives each role what this file says', () => {
    for (const role of STAFF_ROLES) {
      const permissions = Object.keys(HOLDERS).filter((permission) =>
        HOLDERS[permission as Permission].includes(role),
      );
      expect([role, ...PERMISSIONS[role].toSorted()]).toEqual([role, ...permissions.toSorted()]);
    }
  });

  it('names every operation, and the permission it asks for', () => {
    const documented = operations.map(({ name, permission }) => [name, permission]);
    const addressed = Object.entries(OPERATIONS).map(([name, { permission }]) => [name, permission]);
    expect(documented.toSorted()).toEqual(addressed.toSorted());
    for (const { permission, guard } of operations)
      expect(permission === undefined).toBe(guard !== 'staffSession');
  });
});

describe('every operation as everybody', () => {
  afterAll(() => {
    const callers = OUTSIDERS.length + INSIDERS.length;
    process.stdout.write(
      `${operations.length} routes x ${callers} callers, ${counts.calls} calls: ${counts.leaks} leaks\n`,
    );
  });

  it.each(operations)('$name', async (operation) => {
    expect(OPERATIONS).toHaveProperty([operation.name]);
    commanded.length = 0;
    turnedAway.length = 0;
    noted.length = 0;
    const before = await data.rows();
    const outside = await Promise.all(OUTSIDERS.map((caller) => flawOf(operation, caller)));
    expect(outside.filter(Boolean)).toEqual([]);
    expect(notedOf(operation)).toEqual(turnedAway.splice(0).toSorted());
    expect(commanded.filter((id) => ids.includes(id))).toEqual([]);
    expect(await data.rows()).toBe(before);
    // Called one after the other, because what one of them decides is decided for the next.
    const inside = [];
    for (const caller of INSIDERS) inside.push(await flawOf(operation, caller));
    expect(inside.filter(Boolean)).toEqual([]);
  });

  it('tells somebody each thing that was looked for', () => {
    expect(everything.filter((secret) => !shown.has(secret))).toEqual([]);
  });
});
