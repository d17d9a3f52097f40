import { randomUUID } from 'node:crypto';
import { scopeFits } from '../../../domain/staff/account-levels.ts';
import { type Permission, STAFF_ROLES, type StaffRole } from '../../../domain/staff/permissions.ts';
import { DEFAULT_SETTINGS } from '../../../domain/exam-session/settings.ts';
import { PASSWORD } from '../../support/factories.ts';
import type { TestApi } from '../test-api.ts';
import { type Marker, PRINTED_BY_SCHOOL, type RightsData, waitIdOf } from './rights-data.ts';

/** Holders of each permission, told from the other side than `PERMISSIONS`: nobody gets a right in one place only. */
export const HOLDERS: Record<Permission, readonly StaffRole[]> = {
  'staff.self': STAFF_ROLES,
  'registrations.inspect': STAFF_ROLES,
  'reviews.decide': ['reviewer'],
  'reviews.file': ['reviewer'],
  'rooms.print': ['schoolAdmin'],
  'capacity.change': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'places.read': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'campuses.change': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'schools.change': ['provinceAdmin', 'centreAdmin'],
  'provinces.change': ['centreAdmin'],
  'settings.read': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'windows.change': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'offerings.change': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'fees.change': ['provinceAdmin', 'centreAdmin'],
  'notices.change': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'agreements.change': ['centreAdmin'],
  'batches.read': ['reviewer', 'schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'roll.import': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'lists.import': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'scores.import': ['centreAdmin'],
  'catalogue.change': ['centreAdmin'],
  'examSessions.change': ['centreAdmin'],
  'rebinds.submit': ['support'],
  'rebinds.read': ['provinceAdmin', 'centreAdmin', 'support'],
  'rebinds.decide': ['provinceAdmin', 'centreAdmin'],
  'payments.handleExceptions': ['finance'],
  'payloads.decode': ['centreAdmin', 'support'],
  'security.read': ['centreAdmin'],
  'accounts.keep': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'audit.read': ['centreAdmin'],
  'candidates.read': ['collegeClerk', 'schoolAdmin', 'provinceAdmin', 'centreAdmin', 'support', 'finance'],
  'rolls.read': ['collegeClerk', 'schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'rolls.correct': ['schoolAdmin'],
  'corrections.submit': ['schoolAdmin'],
  'corrections.decide': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'lateLists.change': ['provinceAdmin', 'centreAdmin'],
  'photos.review': ['collegeClerk', 'schoolAdmin'],
  'idNumbers.read': ['schoolAdmin'],
  'unpaid.read': ['collegeClerk', 'schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'messages.send': ['schoolAdmin', 'provinceAdmin', 'centreAdmin'],
  'dashboard.read': ['schoolAdmin', 'provinceAdmin', 'centreAdmin', 'finance'],
};

/**
 * The way to address an operation, with data of the victim. Whoever may do it gets any answer but 400, 401, 403, 404 and
 * 5xx, or exactly the code given here.
 */
export interface Addressed {
  path?: Record<string, string | number>;
  query?: string;
  body?: unknown;
  /** Fields of a body that no two calls share. */
  fresh?: () => Promise<object>;
  form?: string;
  /** The permission asked for, if the operation is of staff. */
  permission?: Permission;
  /** A right that is asked for besides, of who is inside the scope. */
  also?: Permission;
  /**
   * The answer to staff outside of the scope: a code, NOT_FOUND unless given otherwise; `nothing` for a list without the
   * victim's; `same` where it is about no place.
   */
  outside?: string;
  /** Parts of the person that staff are shown in full. */
  shows?: Marker[];
  code?: string;
}

/** Signs in somebody for whom an operation would be done, whose scope is the widest: it reaches every row. */
export async function signInsFor(
  api: TestApi,
  { victim }: RightsData,
  { guard }: { guard: string | null },
  { permission }: Addressed,
): Promise<{ candidate?: string; staff?: string }> {
  if (guard === null) return {};
  if (guard === 'candidateSession')
    return { candidate: await api.mint.signIn(victim.passport.id, victim.campus.provinceCode) };
  const holders = STAFF_ROLES.filter((one) => HOLDERS[permission!].includes(one));
  const countryWide = holders.find((role) => scopeFits({ role, scope: '*' }));
  const { account } = await api.mint.staff(
    countryWide ? { role: countryWide, scope: '*' } : { role: holders[0]!, scope: victim.campus.schoolCode },
  );
  return { staff: await api.mint.staffSignIn(account) };
}

/** The answer where only the whole country will do as a scope, which nobody here has. */
const COUNTRY = { code: 'OUT_OF_SCOPE', outside: 'OUT_OF_SCOPE' };
const token = 'x'.repeat(22);
const notice = {
  title: { zh: '另一通告', en: 'Another notice' },
  body: { zh: '正文', en: 'Text' },
  publishedAt: '2027-11-01T00:00:00.000Z',
};
const named = { zh: '另一个名称', en: 'Another name' };
const NO_SIGN_IN = '00000000-0000-4000-8000-000000000000';
const reject = { outcome: 'reject', reason: '材料不符' };
const OFFERING = '/api/staff/exam-sessions/{examSession}/campuses/{campus}/subjects/{subject}';
const ROOMS = '/api/staff/exam-sessions/{examSession}/campuses/{campus}/subjects/{subject}/rooms';

/** Builds the table of all operations; one that is missing here fails the matrix. */
export async function addressOperations(api: TestApi, data: RightsData): Promise<Record<string, Addressed>> {
  const { victim, stranger, classmate, examSessionId, markers } = data;
  const doorman = { candidate: await api.mint.passport(), staff: await api.mint.staff() };
  const session = `examSession=${examSessionId}`;
  const ofSession = { query: session };
  const { idType, idNumber } = victim.passport;
  const { id: candidateId, digest } = victim.candidate;
  const [, , oral] = victim.entries;
  const solved = async () => ({ captcha: await api.captcha() });
  const ofImport = { path: { id: victim.importId }, also: 'roll.import' as const };
  // Lists are of provinces, which nobody's scope here is as wide as.
  const ofLateList = {
    permission: 'lateLists.change',
    path: { id: victim.lateListId },
    code: 'NOT_FOUND',
  } as const;
  const keptAccount = { account: victim.keptAccount };
  const room = { examSession: examSessionId, campus: victim.campus.code, subject: PRINTED_BY_SCHOOL };

  return {
    'GET /healthz': {},
    'GET /readyz': {},
    'GET /api/openapi.json': {},
    'GET /api/docs': {},
    'GET /api/captcha': {},
    'POST /api/password-checks': { body: { password: PASSWORD } },
    'POST /api/passports': {
      fresh: async () => ({
        ...api.mint.person(),
        ...(await solved()),
        password: PASSWORD,
        passwordAgain: PASSWORD,
      }),
    },
    'GET /api/passports/email-verifications/{token}': { path: { token }, code: 'LINK_INVALID' },
    'POST /api/passports/email-verifications': {
      body: { token, password: PASSWORD },
      code: 'LINK_INVALID',
    },
    'POST /api/password-resets': { body: { account: markers.email }, fresh: solved },
    'GET /api/password-resets/{token}': { path: { token }, code: 'RESET_LINK_INVALID' },
    'POST /api/password-resets/{token}': {
      path: { token },
      body: { password: PASSWORD, passwordAgain: PASSWORD },
      code: 'RESET_LINK_INVALID',
    },
    'POST /api/account-recoveries': {
      body: { idType, idNumber, name: stranger.passport.name },
      fresh: solved,
      code: 'ACCOUNT_NOT_FOUND',
    },
    'POST /api/sessions': {
      body: { account: doorman.candidate.email, password: PASSWORD },
      fresh: solved,
    },
    'POST /api/sign-in-links': { body: { account: markers.email }, fresh: solved },
    'GET /api/sign-in-links/{token}': { path: { token }, code: 'SIGN_IN_LINK_INVALID' },
    'POST /api/sign-in-links/{token}': { path: { token }, code: 'SIGN_IN_LINK_INVALID' },
    'POST /api/staff/sign-in-links': { body: { account: doorman.staff.account }, fresh: solved },
    'GET /api/staff/sign-in-links/{token}': { path: { token }, code: 'SIGN_IN_LINK_INVALID' },
    'POST /api/staff/sign-in-links/{token}': { path: { token }, code: 'SIGN_IN_LINK_INVALID' },
    'DELETE /api/sessions': {},
    'POST /api/staff/sessions': {
      body: { account: doorman.staff.account, password: doorman.staff.password },
      fresh: solved,
    },
    'DELETE /api/staff/sessions': {},
    'GET /api/staff/sessions': {},
    'POST /api/staff/password-links': { body: { account: doorman.staff.account }, fresh: solved },
    'GET /api/staff/password-links/{token}': { path: { token }, code: 'STAFF_LINK_INVALID' },
    'POST /api/staff/password-links/{token}': {
      path: { token },
      body: { password: PASSWORD, passwordAgain: PASSWORD },
      code: 'STAFF_LINK_INVALID',
    },
    'GET /api/staff/email-verifications/{token}': { path: { token }, code: 'STAFF_LINK_INVALID' },
    'POST /api/staff/email-verifications/{token}': {
      path: { token },
      body: { password: PASSWORD },
      code: 'STAFF_LINK_INVALID',
    },
    'GET /api/exam-sessions': {},
    'GET /api/exam-sessions/current': ofSession,
    'GET /api/notices': { query: `scope=${victim.campus.schoolCode}` },
    'GET /api/seats': { query: `${session}&campuses=${victim.campus.code}` },
    'GET /api/agreements': ofSession,
    'POST /api/quick-print': {
      body: { examSessionId, name: stranger.passport.name, idType, idNumber, mode: 'written' },
      fresh: solved,
      code: 'QUICK_PRINT_NOT_FOUND',
    },
    'GET /api/quick-print/{token}': { path: { token }, code: 'QUICK_PRINT_LINK_INVALID' },
    'POST /api/payments/{gateway}/notify': {
      path: { gateway: 'alipay' },
      form: `out_trade_no=${victim.orderNo}`,
    },
    'GET /api/payments/{gateway}/return': {
      path: { gateway: 'alipay' },
      query: `out_trade_no=${victim.orderNo}`,
    },
    'POST /api/payments/{gateway}/return': {
      path: { gateway: 'alipay' },
      form: `out_trade_no=${victim.orderNo}`,
    },

    'GET /api/late-registration': { query: session },
    'GET /api/me': {},
    'PATCH /api/me': { body: { name: markers.name, password: PASSWORD } },
    'GET /api/me/sign-ins': {},
    'DELETE /api/me/sign-ins': {},
    'DELETE /api/me/sign-ins/{id}': { path: { id: NO_SIGN_IN }, code: 'SIGN_IN_OVER' },
    'POST /api/me/email-verification': {},
    'PUT /api/me/province': { body: { provinceCode: '99' }, code: 'INVALID_INPUT' },
    'PUT /api/me/password': {
      body: { currentPassword: PASSWORD, password: PASSWORD, passwordAgain: PASSWORD },
    },
    'POST /api/me/email-changes': {
      body: { password: PASSWORD },
      fresh: async () => ({ ...(await solved()), email: api.mint.person().email }),
    },
    'POST /api/me/mobile-codes': { body: { mobile: '13800000000', password: PASSWORD } },
    'PUT /api/me/mobile': { body: { code: '000000' }, code: 'CODE_WRONG' },
    'POST /api/agreements': { body: { examSessionId, ...data.versions, accepted: true } },
    'GET /api/eligibility': ofSession,
    'GET /api/photos/{id}': { path: { id: victim.photoId } },
    'PUT /api/registration': {
      body: { examSessionId, candidateId, digest, dataConfirmed: true, mobileConfirmed: true },
    },
    'GET /api/registration': ofSession,
    'DELETE /api/registration': ofSession,
    'GET /api/registration/timeline': ofSession,
    'PUT /api/registration/transcripts': {
      ...ofSession,
      body: { choices: [{ level: 4, choice: 'paper' }] },
    },
    'PUT /api/registration/quick-print': { ...ofSession, body: { on: false } },
    'GET /api/registration/subjects': { query: `${session}&mode=written` },
    'POST /api/registration/entries': { ...ofSession, body: { offeringIds: [victim.cet4] } },
    'DELETE /api/registration/entries/{id}': { ...ofSession, path: { id: oral!.id } },
    'POST /api/registration/waitlist-entries': {
      ...ofSession,
      body: { offeringId: victim.cet6 },
    },
    'DELETE /api/registration/waitlist-entries/{id}': {
      ...ofSession,
      path: { id: waitIdOf(victim) },
      body: { reason: '不考了' },
    },
    'GET /api/registration/campuses': { query: `${session}&mode=oral` },
    'POST /api/registration/orders': { ...ofSession, body: { mode: 'oral', gateway: 'alipay' } },
    'GET /api/registration/orders': ofSession,
    'POST /api/registration/orders/{no}/refresh': { ...ofSession, path: { no: victim.orderNo } },
    'GET /api/registration/calendar': ofSession,
    'GET /api/admission-tickets/{mode}': { ...ofSession, path: { mode: 'written' } },
    'GET /api/review': { query: `${session}&candidate=${candidateId}` },
    'POST /api/review': {
      ...ofSession,
      body: { candidateId, ticketNumber: '990000251199999', declared: true },
    },
    'PUT /api/review': { ...ofSession, body: { ticketNumber: '990000251199999', declared: true } },
    'DELETE /api/review': ofSession,

    'GET /api/staff/security-events': { permission: 'security.read', outside: 'same' },
    'POST /api/staff/security-events/exports': { permission: 'security.read', outside: 'same' },
    'GET /api/staff/exports': { permission: 'staff.self', outside: 'same' },
    'GET /api/staff/exports/{id}': {
      permission: 'staff.self',
      path: { id: NO_SIGN_IN },
      outside: 'same',
      code: 'EXPORT_GONE',
    },
    'GET /api/staff/exports/{id}/file': {
      permission: 'staff.self',
      path: { id: NO_SIGN_IN },
      outside: 'same',
      code: 'EXPORT_GONE',
    },
    'GET /api/staff/me': { permission: 'staff.self', outside: 'same' },
    'GET /api/staff/me/sign-ins': { permission: 'staff.self', outside: 'same' },
    'DELETE /api/staff/me/sign-ins': { permission: 'staff.self', outside: 'same' },
    'DELETE /api/staff/me/sign-ins/{id}': {
      permission: 'staff.self',
      path: { id: NO_SIGN_IN },
      outside: 'same',
      code: 'SIGN_IN_OVER',
    },
    'POST /api/staff/sessions/second-factor': {
      permission: 'staff.self',
      body: { code: '000000' },
      outside: 'same',
      code: 'SECOND_FACTOR_WRONG',
    },
    'PUT /api/staff/me/password': {
      permission: 'staff.self',
      body: { currentPassword: PASSWORD, password: PASSWORD, passwordAgain: PASSWORD },
      outside: 'same',
    },
    'GET /api/staff/me/email': { permission: 'staff.self', outside: 'same' },
    'PUT /api/staff/me/email': {
      permission: 'staff.self',
      body: { email: 'another@example.test', password: PASSWORD },
      outside: 'same',
    },
    'GET /api/staff/me/second-factor': { permission: 'staff.self', outside: 'same' },
    'POST /api/staff/me/second-factor': {
      permission: 'staff.self',
      body: { password: PASSWORD },
      outside: 'same',
    },
    'POST /api/staff/me/second-factor/confirmation': {
      permission: 'staff.self',
      body: { code: '000000' },
      outside: 'same',
      code: 'SECOND_FACTOR_WRONG',
    },
    'POST /api/staff/me/recovery-codes': {
      permission: 'staff.self',
      body: { password: PASSWORD },
      outside: 'same',
      code: 'SECOND_FACTOR_UNSET',
    },
    'GET /api/staff/dashboard': {
      permission: 'dashboard.read',
      query: `${session}&scope=${victim.campus.schoolCode}`,
    },
    'POST /api/staff/dashboard/exports': {
      permission: 'dashboard.read',
      query: `${session}&scope=${victim.campus.schoolCode}&chart=seats`,
    },
    'GET /api/staff/audit': { permission: 'audit.read', outside: 'same' },
    'GET /api/staff/audit/verifications': { permission: 'audit.read', outside: 'same' },
    'POST /api/staff/audit/verifications': { permission: 'audit.read', ...COUNTRY },
    'POST /api/staff/audit/exports': { permission: 'audit.read', outside: 'same' },
    'GET /api/staff/accounts': { permission: 'accounts.keep', outside: 'nothing' },
    'POST /api/staff/accounts/exports': { permission: 'accounts.keep', outside: 'nothing' },
    'POST /api/staff/accounts': {
      permission: 'accounts.keep',
      body: { role: 'reviewer', scope: victim.campus.schoolCode },
      fresh: async () => ({ account: `new-${randomUUID()}` }),
      outside: 'STAFF_ACCOUNT_NOT_KEPT',
    },
    'GET /api/staff/accounts/{account}': { permission: 'accounts.keep', path: keptAccount },
    'PATCH /api/staff/accounts/{account}': {
      permission: 'accounts.keep',
      path: keptAccount,
      body: { version: 1, secondFactorRequired: true },
    },
    'PUT /api/staff/accounts/{account}/disabled': {
      permission: 'accounts.keep',
      path: keptAccount,
      body: { version: 2, disabled: true },
    },
    'POST /api/staff/accounts/{account}/password-reset': {
      permission: 'accounts.keep',
      path: keptAccount,
      body: { version: 3, removeSecondFactor: true },
    },
    'GET /api/staff/registrations/{id}/live': {
      permission: 'registrations.inspect',
      path: { id: candidateId },
    },
    'GET /api/staff/photos': { permission: 'rolls.read', ...ofSession, outside: 'nothing' },
    'POST /api/staff/photos/exports': { permission: 'rolls.read', ...ofSession, outside: 'same' },
    'GET /api/staff/photos/{candidate}/picture': {
      permission: 'rolls.read',
      path: { candidate: candidateId },
    },
    'POST /api/staff/photos/{candidate}/decision': {
      permission: 'photos.review',
      path: { candidate: candidateId },
      body: { outcome: 'accept', photoId: victim.photoId },
    },
    'POST /api/staff/photos/decisions': {
      permission: 'photos.review',
      ...ofSession,
      body: { outcome: 'accept', seenCount: 999 },
      code: 'COUNT_CHANGED',
      outside: 'COUNT_CHANGED',
    },
    'POST /api/staff/photos/reuse': { permission: 'photos.review', ...ofSession, body: {}, outside: 'same' },
    'GET /api/staff/roll-names': { permission: 'rolls.read', ...ofSession, outside: 'same' },
    'GET /api/staff/proof-lists': { permission: 'rolls.read', ...ofSession, outside: 'same' },
    'POST /api/staff/proof-lists/exports': {
      permission: 'rolls.read',
      ...ofSession,
      outside: 'same',
      shows: ['name'],
    },
    'POST /api/staff/candidates/lookups': {
      permission: 'candidates.read',
      ...ofSession,
      body: { text: markers.idNumber },
      outside: 'nothing',
    },
    'GET /api/staff/candidates/{id}': {
      permission: 'candidates.read',
      path: { id: candidateId },
      shows: ['name'],
    },
    'GET /api/staff/passports': { permission: 'candidates.read', ...ofSession, outside: 'nothing' },
    'GET /api/staff/candidates/{id}/dossier': {
      permission: 'candidates.read',
      path: { id: candidateId },
    },
    'GET /api/staff/candidates/{id}/timeline': {
      permission: 'candidates.read',
      path: { id: candidateId },
    },
    'POST /api/staff/candidates/{id}/timeline/exports': {
      permission: 'candidates.read',
      path: { id: candidateId },
    },
    'POST /api/staff/candidates/{id}/reveals': {
      permission: 'idNumbers.read',
      path: { id: candidateId },
      body: { reason: '与本人核对' },
      shows: ['name', 'idNumber', 'mobile', 'email'],
    },
    'POST /api/staff/candidates/{id}/corrections': {
      permission: 'rolls.correct',
      path: { id: candidateId },
      body: { digest: 'another', reason: '核对学籍', cells: { remarks: '更正' } },
      code: 'ROLL_ENTRY_CHANGED',
    },
    'GET /api/staff/reviews': { permission: 'reviews.decide', ...ofSession, outside: 'nothing' },
    'POST /api/staff/reviews/exports': { permission: 'reviews.decide', ...ofSession, outside: 'nothing' },
    'POST /api/staff/reviews/lookups': {
      permission: 'reviews.decide',
      ...ofSession,
      body: { by: 'idNumber', idType, idNumber },
      outside: 'NO_SUCH_REVIEW',
    },
    'GET /api/staff/reviews/{id}': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId },
      shows: ['name', 'idNumber'],
    },
    'POST /api/staff/reviews/{id}/decision': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId },
      body: { ...reject, version: 1 },
      shows: ['name', 'idNumber'],
    },
    'POST /api/staff/reviews/{id}/reset': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId },
      body: { version: 2, reason: '核对有误' },
      shows: ['name', 'idNumber'],
    },
    'POST /api/staff/reviews/{id}/proofs': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId },
      body: [],
    },
    'GET /api/staff/reviews/{id}/proofs/{proof}': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId, proof: NO_SIGN_IN },
      code: 'NOT_FOUND',
    },
    'DELETE /api/staff/reviews/{id}/proofs/{proof}': {
      permission: 'reviews.decide',
      path: { id: victim.reviewId, proof: NO_SIGN_IN },
    },
    'POST /api/staff/reviews/all/preview': {
      permission: 'reviews.decide',
      ...ofSession,
      body: { decision: { outcome: 'approve' } },
      outside: 'same',
    },
    'POST /api/staff/reviews/all': {
      permission: 'reviews.decide',
      ...ofSession,
      body: { decision: reject, seenCount: 999, seenVersion: 'x'.repeat(32) },
      code: 'COUNT_CHANGED',
      outside: 'COUNT_CHANGED',
    },
    'POST /api/staff/reviews': {
      permission: 'reviews.file',
      ...ofSession,
      body: {
        kind: 'old',
        idType,
        idNumber: classmate.idNumber,
        name: classmate.name,
        score: 72,
        proof: '成绩单原件',
      },
      outside: 'NOT_ON_OWN_ROLLS',
    },
    [`GET ${ROOMS}`]: { permission: 'rooms.print', path: room },
    [`GET ${ROOMS}/{room}/tickets.pdf`]: {
      permission: 'rooms.print',
      path: { ...room, room: '001' },
      shows: ['name'],
    },
    'GET /api/staff/places': { permission: 'places.read', query: 'kind=campus', outside: 'same' },
    'POST /api/staff/places/exports': { permission: 'places.read', query: 'kind=campus', outside: 'same' },
    'GET /api/staff/places/{code}': { permission: 'places.read', path: { code: victim.campus.code } },
    'GET /api/staff/rules': { permission: 'staff.self', outside: 'same' },
    'PUT /api/staff/rules': {
      permission: 'examSessions.change',
      body: {
        rules: { submissionLapseDays: 3, decisionMailMinutes: 5, secondPersonAbove: 1_000 },
        version: 0,
      },
      ...COUNTRY,
    },
    'DELETE /api/staff/provinces/{code}': {
      permission: 'provinces.change',
      path: { code: victim.campus.provinceCode },
      query: 'version=0',
      ...COUNTRY,
    },
    'DELETE /api/staff/schools/{code}': {
      permission: 'schools.change',
      path: { code: victim.campus.schoolCode },
      query: 'version=0',
    },
    'DELETE /api/staff/campuses/{code}': {
      permission: 'campuses.change',
      path: { code: victim.campus.code },
      query: 'version=0',
    },
    'PUT /api/staff/provinces/{code}': {
      permission: 'provinces.change',
      path: { code: victim.campus.provinceCode },
      body: { name: named, version: 0 },
      ...COUNTRY,
    },
    'PUT /api/staff/schools/{code}': {
      permission: 'schools.change',
      path: { code: victim.campus.schoolCode },
      body: { name: named, version: 0 },
    },
    'PUT /api/staff/schools/{code}/settings': {
      permission: 'campuses.change',
      path: { code: victim.campus.schoolCode },
      body: { schoolPrintedSubjects: [PRINTED_BY_SCHOOL], version: 0 },
    },
    'PUT /api/staff/campuses/{code}': {
      permission: 'campuses.change',
      path: { code: victim.campus.code },
      body: {
        name: named,
        writtenCampusCodes: [],
        oralLetsOut: false,
        oralAdmitsOutsidersFrom: null,
        version: 0,
      },
    },
    'POST /api/staff/exam-sessions/exports': { permission: 'settings.read', outside: 'same' },
    'GET /api/staff/exam-sessions': { permission: 'settings.read', outside: 'same' },
    'POST /api/staff/exam-sessions': {
      permission: 'examSessions.change',
      body: { id: '2098-1', name: named, copyOf: examSessionId, movedByDays: 182 },
      ...COUNTRY,
    },
    'GET /api/staff/exam-sessions/{examSession}': {
      permission: 'settings.read',
      path: { examSession: examSessionId },
      outside: 'same',
    },
    'PUT /api/staff/exam-sessions/{examSession}': {
      permission: 'examSessions.change',
      path: { examSession: examSessionId },
      body: { name: named, rules: DEFAULT_SETTINGS, version: 0 },
      ...COUNTRY,
    },
    'DELETE /api/staff/exam-sessions/{examSession}': {
      permission: 'examSessions.change',
      path: { examSession: examSessionId },
      query: 'version=0',
      ...COUNTRY,
    },
    'GET /api/staff/exam-sessions/{examSession}/dates': {
      permission: 'settings.read',
      path: { examSession: examSessionId },
      outside: 'same',
    },
    'POST /api/staff/exam-sessions/{examSession}/dates': {
      permission: 'examSessions.change',
      path: { examSession: examSessionId },
      body: { movedByDays: 1, version: 0 },
      ...COUNTRY,
    },
    'GET /api/staff/exam-sessions/{examSession}/checklist': {
      permission: 'settings.read',
      path: { examSession: examSessionId },
      outside: 'same',
    },
    'POST /api/staff/exam-sessions/{examSession}/opening': {
      permission: 'examSessions.change',
      path: { examSession: examSessionId },
      body: { version: 0 },
      ...COUNTRY,
    },
    'POST /api/staff/exam-sessions/{examSession}/closing': {
      permission: 'examSessions.change',
      path: { examSession: examSessionId },
      body: { version: 0 },
      ...COUNTRY,
    },
    'GET /api/staff/exam-sessions/{examSession}/windows/{scope}': {
      outside: 'PLACE_UNKNOWN',
      permission: 'settings.read',
      path: { examSession: examSessionId, scope: victim.campus.schoolCode },
    },
    'PUT /api/staff/exam-sessions/{examSession}/windows/{scope}': {
      outside: 'PLACE_UNKNOWN',
      permission: 'windows.change',
      path: { examSession: examSessionId, scope: victim.campus.schoolCode },
      body: { windows: [], version: 0 },
    },
    'GET /api/staff/exam-sessions/{examSession}/offerings': {
      permission: 'settings.read',
      path: { examSession: examSessionId },
      outside: 'same',
    },
    'POST /api/staff/exam-sessions/{examSession}/offerings/exports': {
      permission: 'settings.read',
      path: { examSession: examSessionId },
      outside: 'same',
    },
    [`PUT ${OFFERING}`]: {
      permission: 'offerings.change',
      path: room,
      body: { opensAt: '2026-11-01T00:00:00.000Z', closesAt: '2026-11-02T00:00:00.000Z', version: 0 },
    },
    [`DELETE ${OFFERING}`]: { permission: 'offerings.change', path: room, query: 'version=0' },
    'PUT /api/staff/exam-sessions/{examSession}/subjects/{subject}/terms': {
      outside: 'PLACE_UNKNOWN',
      permission: 'offerings.change',
      path: { examSession: examSessionId, subject: PRINTED_BY_SCHOOL },
      body: { scope: victim.campus.schoolCode, feeFen: 1, seenOfferings: 0, seenCount: 0 },
    },
    'POST /api/staff/exam-sessions/{examSession}/subjects/{subject}/offerings': {
      outside: 'PLACE_UNKNOWN',
      permission: 'offerings.change',
      path: { examSession: examSessionId, subject: PRINTED_BY_SCHOOL },
      body: {
        scope: victim.campus.schoolCode,
        capacity: 1,
        window: { opensAt: '2026-11-01T00:00:00.000Z', closesAt: '2026-11-02T00:00:00.000Z' },
        seenCampuses: 0,
        seenCount: 0,
      },
    },
    'POST /api/staff/subjects/exports': { permission: 'settings.read', outside: 'same' },
    'GET /api/staff/subjects': { permission: 'settings.read', outside: 'same' },
    'PUT /api/staff/subjects/{code}': {
      permission: 'catalogue.change',
      path: { code: 'X' },
      body: { name: named, language: 'es', level: 4, mode: 'written', version: 0 },
      ...COUNTRY,
    },
    'DELETE /api/staff/subjects/{code}': {
      permission: 'catalogue.change',
      path: { code: 'X' },
      query: 'version=0',
      ...COUNTRY,
    },
    'GET /api/staff/notices': { permission: 'notices.change', outside: 'same' },
    'POST /api/staff/notices/exports': { permission: 'notices.change', outside: 'same' },
    'POST /api/staff/notices': {
      outside: 'PLACE_UNKNOWN',
      permission: 'notices.change',
      body: { scope: victim.campus.schoolCode, ...notice },
    },
    'PUT /api/staff/notices/{id}': {
      permission: 'notices.change',
      path: { id: data.noticeId },
      body: { scope: victim.campus.schoolCode, ...notice, version: 1 },
    },
    'DELETE /api/staff/notices/{id}': {
      permission: 'notices.change',
      path: { id: data.noticeId },
      query: 'version=0',
    },
    'GET /api/staff/agreement-texts': { permission: 'settings.read', outside: 'same' },
    'POST /api/staff/agreement-texts/exports': { permission: 'settings.read', outside: 'same' },
    'GET /api/staff/agreement-texts/{kind}/{version}': {
      permission: 'settings.read',
      path: { kind: 'pledge', version: data.versions.pledgeVersion },
      outside: 'same',
    },
    'PUT /api/staff/agreement-texts/{kind}/{version}': {
      permission: 'agreements.change',
      path: { kind: 'pledge', version: 'next' },
      body: { title: named, body: named, publishedAt: '2027-11-01T00:00:00.000Z', version: 0 },
      ...COUNTRY,
    },
    'DELETE /api/staff/agreement-texts/{kind}/{version}': {
      permission: 'agreements.change',
      path: { kind: 'pledge', version: 'next' },
      query: 'version=0',
      ...COUNTRY,
    },
    'POST /api/staff/capacity-changes': {
      permission: 'capacity.change',
      ...ofSession,
      body: { campus: victim.campus.code, subject: '2', capacity: 20 },
      outside: 'SUBJECT_NOT_OFFERED',
    },
    'GET /api/staff/batches': { permission: 'batches.read', outside: 'nothing' },
    'POST /api/staff/batches/exports': { permission: 'batches.read', outside: 'same' },
    'POST /api/staff/imports/{id}/rows/exports': { permission: 'batches.read', ...ofImport },
    'POST /api/staff/imports/{id}/bad-rows/exports': {
      permission: 'batches.read',
      ...ofImport,
      also: 'idNumbers.read',
    },
    'GET /api/staff/batches/{id}': { permission: 'batches.read', ...ofImport },
    'POST /api/staff/batches/{id}/orders': {
      permission: 'batches.read',
      ...ofImport,
      body: { order: 'pause', version: 1 },
    },
    'POST /api/staff/imports': {
      outside: 'PLACE_UNKNOWN',
      permission: 'batches.read',
      also: 'roll.import',
      query: `kind=roll&name=roll.csv&scope=${victim.campus.schoolCode}&${session}`,
      body: [],
    },
    'GET /api/staff/batch-approvals': { permission: 'batches.read', outside: 'nothing' },
    'POST /api/staff/batch-approvals/exports': { permission: 'batches.read', outside: 'nothing' },
    'GET /api/staff/batch-approvals/{id}': {
      permission: 'batches.read',
      also: 'messages.send',
      path: { id: victim.approvalId },
    },
    'POST /api/staff/batch-approvals/{id}/decision': {
      permission: 'batches.read',
      also: 'messages.send',
      path: { id: victim.approvalId },
      body: reject,
    },
    'POST /api/staff/batch-approvals/{id}/withdrawal': {
      permission: 'batches.read',
      also: 'messages.send',
      path: { id: victim.approvalId },
      code: 'SUBMISSION_NOT_OWN',
    },
    'GET /api/staff/people': { permission: 'rolls.read', ...ofSession, outside: 'nothing' },
    'POST /api/staff/people/exports': { permission: 'rolls.read', ...ofSession, outside: 'same' },
    'GET /api/staff/payment-statistics': { permission: 'unpaid.read', ...ofSession, outside: 'same' },
    'POST /api/staff/payment-statistics/exports': {
      permission: 'unpaid.read',
      ...ofSession,
      outside: 'same',
    },
    'GET /api/staff/unpaid': { permission: 'unpaid.read', ...ofSession, outside: 'nothing' },
    'POST /api/staff/unpaid/exports': { permission: 'unpaid.read', ...ofSession, outside: 'same' },
    'POST /api/staff/unpaid/reminders/preview': {
      permission: 'messages.send',
      ...ofSession,
      outside: 'same',
    },
    'POST /api/staff/unpaid/reminders': {
      permission: 'messages.send',
      ...ofSession,
      body: { seenCount: 999, seenVersion: 'x'.repeat(32) },
      code: 'COUNT_CHANGED',
      outside: 'COUNT_CHANGED',
    },
    'POST /api/staff/messages/preview': {
      permission: 'messages.send',
      ...ofSession,
      body: { mail: { subject: named, text: named } },
      outside: 'same',
    },
    'POST /api/staff/messages': {
      permission: 'messages.send',
      ...ofSession,
      body: { mail: { subject: named, text: named }, seenCount: 999, seenVersion: 'x'.repeat(32) },
      code: 'COUNT_CHANGED',
      outside: 'COUNT_CHANGED',
    },
    'GET /api/staff/imports/{id}/columns': { permission: 'batches.read', ...ofImport },
    'PUT /api/staff/imports/{id}/columns': {
      permission: 'batches.read',
      ...ofImport,
      body: { positions: {}, version: 1 },
    },
    'POST /api/staff/imports/{id}/start': { permission: 'batches.read', ...ofImport, body: { version: 1 } },
    'GET /api/staff/imports/{id}/rows': { permission: 'batches.read', ...ofImport },
    'GET /api/staff/imports/{id}/causes': { permission: 'batches.read', ...ofImport },
    'GET /api/staff/imports/{id}/missing': { permission: 'batches.read', ...ofImport },
    'GET /api/staff/capacity-changes': { permission: 'capacity.change', outside: 'nothing' },
    'POST /api/staff/capacity-changes/exports': { permission: 'capacity.change', outside: 'nothing' },
    'GET /api/staff/capacity-changes/{id}': {
      permission: 'capacity.change',
      path: { id: victim.changeId },
    },
    'POST /api/staff/capacity-changes/{id}/decision': {
      permission: 'capacity.change',
      path: { id: victim.changeId },
      body: reject,
    },
    'POST /api/staff/capacity-changes/{id}/withdrawal': {
      permission: 'capacity.change',
      path: { id: victim.changeId },
      code: 'SUBMISSION_NOT_OWN',
    },
    'GET /api/staff/claims': { permission: 'rebinds.submit', outside: 'nothing' },
    'POST /api/staff/claims/exports': { permission: 'rebinds.submit', outside: 'nothing' },
    'POST /api/staff/rebinds': {
      permission: 'rebinds.submit',
      body: { newPassportId: classmate.newPassport.id, email: classmate.newPassport.email },
      outside: 'REBIND_NOT_MATCHED',
    },
    'GET /api/staff/rebinds': { permission: 'rebinds.read', outside: 'nothing' },
    'POST /api/staff/rebinds/exports': { permission: 'rebinds.read', outside: 'nothing' },
    'GET /api/staff/rebinds/{id}': { permission: 'rebinds.read', path: { id: victim.rebindId } },
    'POST /api/staff/rebinds/{id}/decision': {
      permission: 'rebinds.decide',
      path: { id: victim.rebindId },
      body: reject,
    },
    'POST /api/staff/rebinds/{id}/withdrawal': {
      permission: 'rebinds.read',
      path: { id: victim.rebindId },
      code: 'SUBMISSION_NOT_OWN',
    },
    'GET /api/staff/late-lists': { permission: 'lateLists.change', ...ofSession, outside: 'same' },
    'POST /api/staff/late-lists': {
      permission: 'lateLists.change',
      ...ofSession,
      code: 'NOT_FOUND',
      body: {
        title: '补报名',
        province: victim.campus.provinceCode,
        opensAt: '2027-11-01T00:00:00.000Z',
        closesAt: '2027-11-02T00:00:00.000Z',
        payUntil: '2027-11-02T00:00:00.000Z',
      },
    },
    'GET /api/staff/late-lists/{id}': ofLateList,
    'PUT /api/staff/late-lists/{id}': {
      ...ofLateList,
      body: {
        closesAt: '2027-11-02T00:00:00.000Z',
        payUntil: '2027-11-02T00:00:00.000Z',
        version: 9,
        seenUnpaid: 0,
      },
    },
    'DELETE /api/staff/late-lists/{id}': { ...ofLateList, query: 'version=9' },
    'POST /api/staff/late-lists/{id}/end': { ...ofLateList, body: { version: 9, seenUnpaid: 0 } },
    'POST /api/staff/late-lists/{id}/people': {
      ...ofLateList,
      body: { candidates: [victim.candidate.id] },
    },
    'POST /api/staff/late-lists/{id}/people/{candidate}/end': {
      ...ofLateList,
      path: { id: victim.lateListId, candidate: victim.candidate.id },
      body: { seenUnpaid: 0 },
    },
    'GET /api/staff/late-lists/{id}/people': ofLateList,
    'GET /api/staff/late-lists/{id}/roll': { ...ofLateList, query: `school=${victim.campus.schoolCode}` },
    'POST /api/staff/late-lists/{id}/people/exports': ofLateList,
    'POST /api/staff/candidates/{id}/proofs': {
      permission: 'corrections.submit',
      path: { id: victim.candidate.id },
      body: [],
      code: 'PROOF_KIND',
    },
    'POST /api/staff/corrections': {
      permission: 'corrections.submit',
      body: {
        candidateId: victim.candidate.id,
        name: '改名某',
        reason: '核对',
        proofs: [randomUUID()],
      },
    },
    'GET /api/staff/corrections': { permission: 'corrections.decide', outside: 'nothing' },
    'POST /api/staff/corrections/exports': { permission: 'corrections.decide', outside: 'nothing' },
    'GET /api/staff/corrections/{id}': {
      permission: 'corrections.decide',
      path: { id: victim.correctionId },
      shows: ['name', 'idNumber'],
    },
    'GET /api/staff/corrections/{id}/proofs/{proof}': {
      permission: 'corrections.decide',
      path: { id: victim.correctionId, proof: victim.proofId },
    },
    'GET /api/staff/corrections/{id}/photos/{which}': {
      permission: 'corrections.decide',
      path: { id: victim.correctionId, which: 'before' },
    },
    'POST /api/staff/corrections/{id}/decision': {
      permission: 'corrections.decide',
      path: { id: victim.correctionId },
      body: reject,
      shows: ['name', 'idNumber'],
    },
    'POST /api/staff/corrections/{id}/withdrawal': {
      permission: 'corrections.decide',
      path: { id: victim.correctionId },
      code: 'SUBMISSION_NOT_OWN',
    },
    'GET /api/staff/payment-exceptions': { permission: 'payments.handleExceptions', outside: 'nothing' },
    'POST /api/staff/payment-exceptions/exports': {
      permission: 'payments.handleExceptions',
      outside: 'nothing',
    },
    'POST /api/staff/payment-exceptions/{id}/handled': {
      permission: 'payments.handleExceptions',
      path: { id: victim.exceptionId },
      body: { note: '已退款' },
    },
    'POST /api/staff/codec/decode': {
      permission: 'payloads.decode',
      body: { payloads: [] },
      outside: 'same',
    },
  };
}
