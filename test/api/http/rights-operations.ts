import { type Permission, STAFF_ROLES, type StaffRole } from '../../../domain/staff/permissions.ts';
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
  'rebinds.submit': ['support'],
  'rebinds.decide': ['centreAdmin', 'support'],
  'payments.handleExceptions': ['finance'],
  'payloads.decode': ['centreAdmin', 'support'],
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
  /**
   * The answer to staff outside of the scope: a code, NOT_FOUND unless given otherwise; `nothing` for a list without the
   * victim's; `same` where it is about no place.
   */
  outside?: string;
  /** Parts of the person that staff are shown in full. */
  shows?: Marker[];
  code?: string;
}

const token = 'x'.repeat(22);
const reject = { outcome: 'reject', reason: '材料不符' };
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
  const room = { examSession: examSessionId, campus: victim.campus.code, subject: PRINTED_BY_SCHOOL };

  return {
    'GET /healthz': {},
    'GET /readyz': {},
    'GET /metrics': {},
    'GET /api/openapi.json': {},
    'GET /api/docs': {},
    'GET /api/captcha': {},
    'POST /api/passports': {
      fresh: async () => ({
        ...api.mint.person(),
        ...(await solved()),
        password: PASSWORD,
        passwordAgain: PASSWORD,
      }),
    },
    'POST /api/passports/email-verifications': { body: { token }, code: 'LINK_INVALID' },
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
    'DELETE /api/sessions': {},
    'POST /api/staff/sessions': { body: doorman.staff, fresh: solved },
    'DELETE /api/staff/sessions': {},
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
    'POST /api/payments/{gateway}/notify': {
      path: { gateway: 'alipay' },
      form: `out_trade_no=${victim.orderNo}`,
    },
    'GET /api/payments/{gateway}/return': {
      path: { gateway: 'alipay' },
      query: `out_trade_no=${victim.orderNo}`,
    },

    'GET /api/me': {},
    'PATCH /api/me': { body: { name: markers.name } },
    'POST /api/me/email-verification': {},
    'PUT /api/me/password': {
      body: { currentPassword: PASSWORD, password: PASSWORD, passwordAgain: PASSWORD },
    },
    'POST /api/me/email-changes': {
      body: { password: PASSWORD },
      fresh: async () => ({ ...(await solved()), email: api.mint.person().email }),
    },
    'POST /api/me/mobile-codes': { body: { mobile: '13800000000' } },
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
    'GET /api/admission-tickets/{mode}': { ...ofSession, path: { mode: 'written' } },
    'GET /api/review': { query: `${session}&candidate=${candidateId}` },
    'POST /api/review': {
      ...ofSession,
      body: { candidateId, ticketNumber: '990000251199999', declared: true },
    },
    'PUT /api/review': { ...ofSession, body: { ticketNumber: '990000251199999', declared: true } },
    'DELETE /api/review': ofSession,

    'GET /api/staff/me': { permission: 'staff.self', outside: 'same' },
    'GET /api/staff/registrations/{id}/live': {
      permission: 'registrations.inspect',
      path: { id: candidateId },
    },
    'GET /api/staff/reviews': { permission: 'reviews.decide', ...ofSession, outside: 'nothing' },
    'POST /api/staff/reviews/lookups': {
      permission: 'reviews.decide',
      ...ofSession,
      body: { idType, idNumber },
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
    'POST /api/staff/reviews/decisions': {
      permission: 'reviews.decide',
      body: { ...reject, reviews: [{ id: victim.reviewId, version: 1 }] },
      outside: 'nothing',
    },
    'POST /api/staff/reviews': {
      permission: 'reviews.file',
      ...ofSession,
      body: { idType, idNumber: classmate.idNumber, name: classmate.name, score: 72, proof: '成绩单原件' },
      outside: 'NOT_ON_OWN_ROLLS',
    },
    [`GET ${ROOMS}`]: { permission: 'rooms.print', path: room },
    [`GET ${ROOMS}/{room}/tickets.pdf`]: {
      permission: 'rooms.print',
      path: { ...room, room: '001' },
      shows: ['name'],
    },
    'POST /api/staff/capacity-changes': {
      permission: 'capacity.change',
      ...ofSession,
      body: { campus: victim.campus.code, subject: '2', capacity: 20 },
      outside: 'SUBJECT_NOT_OFFERED',
    },
    'GET /api/staff/capacity-changes': { permission: 'capacity.change', outside: 'nothing' },
    'GET /api/staff/capacity-changes/{id}': {
      permission: 'capacity.change',
      path: { id: victim.changeId },
    },
    'POST /api/staff/capacity-changes/{id}/decision': {
      permission: 'capacity.change',
      path: { id: victim.changeId },
      body: reject,
    },
    'POST /api/staff/rebinds': {
      permission: 'rebinds.submit',
      body: { newPassportId: classmate.newPassport.id, email: classmate.newPassport.email },
      outside: 'REBIND_NOT_MATCHED',
    },
    'GET /api/staff/rebinds': { permission: 'rebinds.decide', outside: 'nothing' },
    'GET /api/staff/rebinds/{id}': { permission: 'rebinds.decide', path: { id: victim.rebindId } },
    'POST /api/staff/rebinds/{id}/decision': {
      permission: 'rebinds.decide',
      path: { id: victim.rebindId },
      body: reject,
    },
    'GET /api/staff/payment-exceptions': { permission: 'payments.handleExceptions', outside: 'nothing' },
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
