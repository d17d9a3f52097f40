import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../api/http/error-codes.ts';
import { ApiError, ERRORS, problemDetails } from '../../../api/http/errors.ts';
import { printableTickets } from '../../../domain/registration/printable-tickets.ts';
import { roomPrintRefusal } from '../../../domain/arrangement/room-print.ts';
import { capacityRefusal } from '../../../domain/seats/capacity.ts';
import { submissionRefusal } from '../../../domain/rebind/rebind.ts';
import type { Command } from '../../../domain/registration/commands.ts';
import { refusalMoment } from '../../../domain/registration/refusal-moment.ts';
import { MAX_ORDERS } from '../../../domain/registration/state.ts';
import { MAX_REVIEW_PROOFS, proofsRefusal } from '../../../domain/review/proofs.ts';
import { decideReset, decideReview, decideVerdict, resetRefusal } from '../../../domain/review/decide.ts';
import { offerRefusal } from '../../../domain/review/offer.ts';
import type { Review } from '../../../domain/review/state.ts';
import { saveRefusal } from '../../../domain/registration/save-refusal.ts';
import { cet4TicketProblem } from '../../../domain/roll/cet4-ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { decisionRefusal, withdrawalRefusal } from '../../../domain/staff/two-people.ts';
import type { WindowMoment } from '../../../domain/exam-session/windows.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';
import { words as english } from '../../../web/src/i18n/en.ts';
import { words as chinese } from '../../../web/src/i18n/zh.ts';
import {
  cancel,
  chooseTranscripts,
  join as wait,
  leave,
  MANAGEMENT_ENDS_AT,
  openOrder,
  refresh,
  REGISTRATION_WINDOW,
  row,
  save,
  select,
  START,
  withdraw,
} from './commands.ts';
import { holding, ordered, saved, Walk } from './walk.ts';
import { request } from '../review/request.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CLOSED = { opensAt: START - 2 * DAY_MS, closesAt: START - DAY_MS };
const LATER = { opensAt: START + DAY_MS, closesAt: START + 2 * DAY_MS };
const NEVER = { registrationWindow: null };

type Situation = () => object | string | null;

/** Makes the situation of a command asked after a walk. */
const asked =
  (walk: () => Walk, command: Command): Situation =>
  () =>
    walk().ask(command);
const paid = (...subjects: string[]) => {
  const walk = ordered('order-1', ...subjects);
  walk.pay('order-1');
  return walk;
};
const full = row('2', { seatAvailable: false });

const pool = { capacity: 10, offered: 1, held: 2, paid: 3 };

const savable = {
  boundBy: 'nobody' as const,
  passportBoundElsewhere: false,
  registrationWindow: REGISTRATION_WINDOW,
  subjects: CATALOGUE.map((subject) => ({ subject, reason: null, listedFor: null })),
};

const pending: Review = { version: 1, state: 'pending', passportId: 'p', filedBy: 'filer' };
const ofReview = { commandId: 'c', requestHash: 'h', passportId: 'p' };
const reviewFacts = { endsAt: START + 1 };
const takeBack = (review: Review | null) => () =>
  decideReview(review, { type: 'withdraw', ...ofReview, facts: reviewFacts }, START);
const submit = (review: Review | null, match: 'name' | 'none') => () =>
  decideReview(review, { type: 'submit', ...ofReview, request, facts: { ...reviewFacts, match } }, START);
const verdict = (review: Review, version: number, account: string) => () =>
  decideVerdict(
    review,
    { outcome: 'approve', version, account },
    { endsAt: START + 1, isOnePerson: false },
    START,
  );
const reset = (review: Review, facts: { byStaff?: boolean; isUsed?: boolean } = {}) =>
  resetRefusal(
    review,
    { version: 1, account: 'two' },
    { endsAt: START + 1, byStaff: true, isUsed: false, isOnePerson: false, ...facts },
    START,
  );
const offered = (
  reason: 'NOT_OFFERED' | 'BLACK_LISTED' | 'SCORE_REQUIRED' | null,
  rollCheckWindow = REGISTRATION_WINDOW,
) => {
  const subjects = CATALOGUE.map((subject) => ({ subject, reason, listedFor: null }));
  return () => offerRefusal({ subjects, rollCheckWindow, registrationWindow: REGISTRATION_WINDOW }, START);
};

const claimant = { emailIndex: 'email', emailVerifiedAt: 0, hold: 'claiming' as const };
const submitted = { state: 'submitted', submittedBy: 'one' } as const;

const ticket = { paid: true, arranged: true, schoolPrints: false, lacksPhoto: false };
const ticketRefused =
  (entries: (typeof ticket)[], window = REGISTRATION_WINDOW) =>
  () =>
    printableTickets(entries, window, START).refusal;

/**
 * The smallest situation that provokes each code: through the rules or, where the refusal is no rule's, in the test
 * named. A code without one does not compile.
 */
const SITUATIONS: Record<ErrorCode, Situation | `${string}.test.ts`> = {
  PROOF_EMPTY: 'test/api/correction/corrections.test.ts',
  PROOF_TOO_LARGE: 'test/api/correction/corrections.test.ts',
  PROOF_KIND: 'test/api/correction/corrections.test.ts',
  PROOF_CUT_OFF: 'test/api/correction/corrections.test.ts',
  PROOF_UNKNOWN: 'test/api/correction/corrections.test.ts',
  CORRECTION_NOT_SAVED: 'test/api/correction/corrections.test.ts',
  CORRECTION_PENDING: 'test/api/correction/corrections.test.ts',
  CORRECTION_OUTDATED: 'test/api/correction/corrections.test.ts',
  CORRECTION_NUMBER_RESERVED: 'test/api/correction/corrections.test.ts',
  CORRECTION_NUMBER_ON_ROLL: 'test/api/correction/corrections.test.ts',
  CORRECTION_REVIEW_PENDING: 'test/api/correction/corrections.test.ts',
  CORRECTION_ORDER_OPEN: 'test/api/correction/corrections.test.ts',
  CORRECTION_PHOTO_UNFIT: 'test/api/correction/corrections.test.ts',
  LATE_NO_WAITLIST: asked(saved, wait({ ...full, noWaitlist: true })),
  LATE_NO_REVIEW: 'test/api/late-registration/late-lists.test.ts',
  LATE_WINDOW_WRONG: 'test/api/late-registration/late-lists.test.ts',
  LATE_LIST_CHANGED: 'test/api/late-registration/late-lists.test.ts',
  LATE_LIST_ENDED: 'test/api/late-registration/late-lists.test.ts',
  LATE_LIST_USED: 'test/api/late-registration/late-lists.test.ts',
  ROLL_ENTRY_SAVED: 'test/api/roll/corrections.test.ts',
  BAD_CHARACTER: 'test/api/http/typed-text.test.ts',
  UNKNOWN_FIELD: 'test/api/http/unknown-fields.test.ts',
  CALENDAR_EMPTY: 'test/api/registration/registration.test.ts',
  NOT_SAVED: asked(() => new Walk(), select(['1'])),
  NOT_YOURS: asked(saved, select(['1'], { passportId: 'another' })),
  CANDIDATE_TAKEN: asked(saved, save({ passportId: 'another' })),
  PASSPORT_ALREADY_BOUND: () => saveRefusal({ ...savable, passportBoundElsewhere: true }, START),
  PASSPORT_CLAIMING: 'test/api/passport/whose-number.test.ts',
  ID_NUMBER_RESERVED: 'test/api/passport/whose-number.test.ts',
  NO_ELIGIBLE_SUBJECT: asked(() => new Walk(), save({ hasEligibleSubject: false })),
  REGISTRATION_NOT_OPEN: asked(() => new Walk(), save({ registrationWindow: LATER })),
  REGISTRATION_CLOSED: asked(saved, select(['1'], { registrationWindow: CLOSED })),
  NOT_ELIGIBLE: asked(saved, select([row('2', { ineligible: 'SCORE_REQUIRED' })])),
  SUBJECT_BARRED: asked(saved, select([row('2', { ineligible: 'BLACK_LISTED' })])),
  SUBJECT_NOT_OFFERED: asked(saved, select([row('1', { ineligible: 'NOT_OFFERED' })])),
  EXAM_TIME_UNSET: asked(saved, select([row('1', { examTimeSet: false })])),
  FEE_UNSET: asked(saved, select([row('1', { feeFen: 0 })])),
  SUBJECT_WINDOW_CLOSED: asked(saved, select([row('1', { window: LATER })])),
  CAMPUS_MANAGEMENT_ENDED: asked(saved, select([row('1', { managementEndsAt: START })])),
  CAMPUS_NOT_ALLOWED: asked(saved, select([row('1', { campusAllowed: false })])),
  LEVEL_TAKEN: asked(() => holding('1'), select(['3'])),
  SUBJECT_TAKEN: asked(() => holding('1'), select(['1'])),
  WRITTEN_FIRST: asked(saved, select(['F'])),
  WRITTEN_NOT_PAID: asked(() => holding('1'), select(['F'], { oralNeedsWrittenPaid: true })),
  POOL_FULL: asked(saved, select([full])),
  WAITLIST_CLOSED: asked(saved, wait({ ...full, managementEndsAt: START + HOUR_MS })),
  SEATS_LEFT: asked(saved, wait(row('2', { seatAvailable: true }))),
  ALREADY_WAITING: asked(() => {
    const walk = saved();
    walk.ask(wait(full));
    return walk;
  }, wait(full)),
  WAITLIST_ENTRY_NOT_FOUND: asked(saved, leave('no-such')),
  ENTRY_NOT_FOUND: asked(saved, cancel('no-such')),
  ENTRY_PAID: asked(() => paid('1'), cancel('entry-1')),
  ORAL_STILL_TAKEN: asked(() => holding('1', 'F'), cancel('entry-1')),
  LAST_WRITTEN_KEPT: asked(() => holding('1'), cancel('entry-1', { keepsLastWritten: true })),
  ORDER_SETTLING: asked(() => {
    const walk = ordered('order-1', '1');
    walk.ask(cancel('entry-1'));
    return walk;
  }, cancel('entry-1')),
  ORDER_NOT_FOUND: asked(saved, refresh('no-such')),
  NOTHING_TO_PAY: asked(saved, openOrder('order-1')),
  TRANSCRIPT_NOT_CHOSEN: asked(() => holding('1'), openOrder('order-1')),
  TRANSCRIPT_WINDOW_CLOSED: asked(() => holding('1'), chooseTranscripts([], { transcriptWindows: [] })),
  LEVEL_NOT_TAKEN: asked(() => holding('1'), chooseTranscripts([{ level: 6, choice: 'paper' }])),
  PAYMENT_CLOSED: asked(() => saved().pass(MANAGEMENT_ENDS_AT - START), openOrder('order-1')),
  DEADLINE_TOO_NEAR: asked(
    () => holding('1').pass(DAY_MS - MINUTE_MS / 2),
    openOrder('order-1', 'written', { transcriptWindows: [] }),
  ),
  TOO_MANY_ORDERS: asked(
    () => {
      const walk = holding('1');
      for (let index = 0; index < MAX_ORDERS; index++) {
        walk.ask(openOrder(`order-${index}`, 'written', { transcriptWindows: [] }));
        walk.ask(openOrder('other', 'written', { transcriptWindows: [], gateway: 'payease' }));
        walk.gatewayAnswers();
      }
      return walk;
    },
    openOrder('one-more', 'written', { transcriptWindows: [] }),
  ),
  PAID_ENTRIES_STAY: asked(() => paid('1'), withdraw()),

  ROLL_CHECK_NOT_OPEN: offered('SCORE_REQUIRED', LATER),
  REVIEW_NOT_OFFERED: offered('NOT_OFFERED'),
  REVIEW_BARRED: offered('BLACK_LISTED'),
  REVIEW_NOT_NEEDED: offered(null),
  REVIEW_NOT_MATCHED: submit(null, 'none'),
  REVIEW_EXISTS: submit(pending, 'name'),
  REVIEW_NOT_FOUND: takeBack(null),
  REVIEW_PENDING: takeBack(pending),
  REVIEW_APPROVED: takeBack({ ...pending, state: 'approved' }),
  REVIEW_EXPIRED: verdict({ ...pending, state: 'expired' }, 1, 'two'),
  REVIEW_DECIDED: verdict({ ...pending, state: 'approved' }, 1, 'two'),
  REVIEW_CHANGED: verdict(pending, 0, 'two'),
  REVIEW_UNDECIDED: () => reset(pending),
  REVIEW_BY_RULE: () => reset({ ...pending, state: 'approved' }, { byStaff: false }),
  REVIEW_IN_USE: () => reset({ ...pending, state: 'approved' }, { isUsed: true }),
  REVIEW_MAIL_LEFT: () => {
    const decision = decideReset({ version: 1, account: 'two' }, true);
    return decision.kind === 'refused' ? decision.code : null;
  },
  REVIEW_PROOFS_FULL: () => proofsRefusal(pending, MAX_REVIEW_PROOFS),
  REVIEW_PROOF_NOT_YOURS: 'test/api/review/proofs.test.ts',
  REVIEW_FILED_BY_YOU: verdict(pending, 1, 'filer'),
  BAD_TICKET: () => cet4TicketProblem('12345'),
  TICKET_TOO_OLD: () => cet4TicketProblem('991010041101001'),
  NOT_CET4_TICKET: () => cet4TicketProblem('991010251201001'),

  REBIND_NOT_MATCHED: () => submissionRefusal(null, null, 'email'),
  REBIND_NOT_CLAIMING: () => submissionRefusal({ ...claimant, hold: 'reserving' }, null, 'email'),
  REBIND_EMAIL_UNVERIFIED: () =>
    submissionRefusal({ ...claimant, emailVerifiedAt: null }, { id: 'old' }, 'email'),
  REBIND_NO_HOLDER: () => submissionRefusal(claimant, null, 'email'),
  SUBMISSION_OWN: () => decisionRefusal(submitted, 'one', true),
  SUBMISSION_ONE_PERSON: () => decisionRefusal(submitted, 'two', true),
  SUBMISSION_LAPSED: () => decisionRefusal({ ...submitted, state: 'lapsed' }, 'two', false),
  SUBMISSION_WITHDRAWN: () => decisionRefusal({ ...submitted, state: 'withdrawn' }, 'two', false),
  SUBMISSION_NOT_OWN: () => withdrawalRefusal(submitted, 'two'),
  SUBMISSION_DECIDED: () => decisionRefusal({ ...submitted, state: 'approved' }, 'two', false),
  CAPACITY_UNCHANGED: () => capacityRefusal(pool, 10),
  CAPACITY_TOO_LOW: () => capacityRefusal(pool, 5),

  TICKET_NO_ENTRY: ticketRefused([]),
  TICKET_NOT_PAID: ticketRefused([{ ...ticket, paid: false }]),
  TICKET_NOT_YET: ticketRefused([ticket], LATER),
  TICKET_PRINT_ENDED: ticketRefused([ticket], CLOSED),
  TICKET_NOT_ARRANGED: ticketRefused([{ ...ticket, arranged: false }]),
  TICKET_PHOTO: ticketRefused([{ ...ticket, lacksPhoto: true }]),
  TICKET_SCHOOL_PRINTS: ticketRefused([{ ...ticket, schoolPrints: true }]),
  TICKET_CANDIDATES_PRINT: () => roomPrintRefusal(false, REGISTRATION_WINDOW, START),

  REBIND_PENDING: 'test/api/rebind/rebinds.test.ts',
  REBIND_OUTDATED: 'test/api/rebind/rebinds.test.ts',
  CAPACITY_PENDING: 'test/api/seats/capacity-changes.test.ts',
  CAPACITY_OUTDATED: 'test/api/seats/capacity-changes.test.ts',
  FACTS_CHANGED: 'test/workflows/registration/facts-changed.test.ts',
  UNAVAILABLE: 'test/api/http/problems.test.ts',
  RECORD_GUARDED: 'test/activities/review/apply-review.test.ts',
  UNDECODABLE: 'test/workflows/entity/bad-messages.test.ts',
  INVALID_INPUT: 'test/api/http/problems.test.ts',
  NOT_FOUND: 'test/api/http/problems.test.ts',
  METHOD_NOT_ALLOWED: 'test/api/http/problems.test.ts',
  BODY_TOO_LARGE: 'test/api/http/problems.test.ts',
  FOREIGN_ORIGIN: 'test/api/http/same-origin.test.ts',
  SIGN_IN_OVER: 'test/api/passport/own-sign-ins.test.ts',
  ACTING_FOR_ANOTHER: 'test/api/http/acting-for.test.ts',
  SIGN_IN_REQUIRED: 'test/api/passport/sessions.test.ts',
  STAFF_ONLY: 'test/api/staff/sessions.test.ts',
  WRONG_CREDENTIALS: 'test/api/passport/sessions.test.ts',
  STAFF_CREDENTIALS_WRONG: 'test/api/staff/sessions.test.ts',
  TOO_MANY_ATTEMPTS: 'test/api/passport/sessions.test.ts',
  SIGN_IN_LOCKED: 'test/api/passport/aimed-tries.test.ts',
  SIGN_IN_LINK_INVALID: 'test/api/passport/sign-in-links.test.ts',
  SIGN_IN_LINK_USED: 'test/api/passport/sign-in-links.test.ts',
  SIGN_IN_LINK_EXPIRED: 'test/api/passport/sign-in-links.test.ts',
  QUICK_PRINT_LOCKED: 'test/api/arrangement/admission-tickets.test.ts',
  ACCOUNT_RECOVERY_LOCKED: 'test/api/passport/account-recoveries.test.ts',
  TEXT_EMAIL_UNVERIFIED: 'test/api/passport/profile.test.ts',
  CAPTCHA_WRONG: 'test/api/passport/captcha.test.ts',
  CAPTCHA_USED: 'test/api/passport/captcha.test.ts',
  ID_NUMBER_INVALID: 'test/api/passport/passports.test.ts',
  NUMBER_OF_RESIDENT_ID: 'test/api/passport/passports.test.ts',
  NUMBER_OF_RESIDENCE_PERMIT: 'test/api/passport/passports.test.ts',
  PASSWORD_WEAK: 'test/api/passport/passports.test.ts',
  PASSWORD_COMMON: 'test/api/passport/passports.test.ts',
  PASSWORD_HIDDEN_CHARACTER: 'test/api/passport/passports.test.ts',
  PASSWORDS_DIFFER: 'test/api/passport/passports.test.ts',
  EMAIL_TAKEN: 'test/api/passport/profile.test.ts',
  LINK_INVALID: 'test/api/passport/passports.test.ts',
  LINK_USED: 'test/api/passport/passports.test.ts',
  LINK_EXPIRED: 'test/api/passport/passports.test.ts',
  ALREADY_VERIFIED: 'test/api/passport/passports.test.ts',
  RESET_LINK_INVALID: 'test/api/passport/password-resets.test.ts',
  RESET_LINK_USED: 'test/api/passport/password-resets.test.ts',
  RESET_LINK_EXPIRED: 'test/api/passport/password-resets.test.ts',
  RESET_IDENTITY_WRONG: 'test/api/passport/password-resets.test.ts',
  ACCOUNT_NOT_FOUND: 'test/api/passport/account-recoveries.test.ts',
  PASSWORD_WRONG: 'test/api/passport/profile.test.ts',
  EMAIL_UNCHANGED: 'test/api/passport/profile.test.ts',
  PROFILE_LOCKED: 'test/api/passport/profile.test.ts',
  CODE_WRONG: 'test/api/passport/profile.test.ts',
  CODE_EXPIRED: 'test/api/passport/profile.test.ts',
  PROVINCE_REQUIRED: 'test/api/registration/eligibility.test.ts',
  AGREEMENT_REQUIRED: 'test/api/registration/eligibility.test.ts',
  AGREEMENT_OUTDATED: 'test/api/exam-session/exam-sessions.test.ts',
  NO_ROLL_MATCH: 'test/api/registration/eligibility.test.ts',
  ROLL_CHANGED: 'test/workflows/registration/facts-changed.test.ts',
  PLACE_UNKNOWN: 'test/api/exam-session/setup.test.ts',
  OUT_OF_SCOPE: 'test/api/exam-session/places.test.ts',
  SETTINGS_REFUSED: 'test/api/exam-session/places.test.ts',
  SETTINGS_OUTDATED: 'test/api/exam-session/places.test.ts',
  IMPACT_UNSEEN: 'test/api/exam-session/places.test.ts',
  EXPORT_TOO_LARGE: 'test/api/http/list-export.test.ts',
  PROOF_LIST_TOO_LARGE: 'test/api/roll/proof-lists.test.ts',
  PHOTO_CHANGED: 'test/api/roll/photo-desk.test.ts',
  COUNT_CHANGED: 'test/api/roll/photo-desk.test.ts',
  SCHOOL_NEEDED: 'test/api/registration/unpaid.test.ts',
  ROLL_ENTRY_CHANGED: 'test/api/roll/corrections.test.ts',
  ROLL_ENTRY_FLAWED: 'test/api/roll/corrections.test.ts',
  ROLL_NUMBER_TAKEN: 'test/api/roll/corrections.test.ts',
  NOTHING_CORRECTED: 'test/api/roll/corrections.test.ts',
  EXPORT_FAILED: 'test/api/http/list-export.test.ts',
  EXPORT_GONE: 'test/api/http/list-export.test.ts',
  EXPORT_NOT_READY: 'test/api/http/list-export.test.ts',
  EXPORT_NOT_ALLOWED: 'test/api/http/list-export.test.ts',
  NO_EXAM_SESSION: 'test/api/exam-session/from-nothing.test.ts',
  EXAM_SESSION_NEEDED: 'test/api/seats/capacity-changes.test.ts',
  EXAM_SESSION_CLOSED: 'test/api/exam-session/setup.test.ts',
  SETTING_EXISTS: 'test/api/exam-session/places.test.ts',
  EXAM_SESSION_EXISTS: 'test/api/exam-session/setup.test.ts',
  EXAM_SESSION_UNKNOWN: 'test/api/exam-session/exam-sessions.test.ts',
  REGISTRATION_NOT_FOUND: 'test/api/arrangement/admission-tickets.test.ts',
  COMMAND_IN_FLIGHT: 'test/workflows/registration/once-only.test.ts',
  IDEMPOTENCY_KEY_REUSED: 'test/workflows/registration/once-only.test.ts',
  REVIEW_TRIES_SPENT: 'test/api/review/review.test.ts',
  PROOF_SCORE_TOO_LOW: 'test/api/review/filing.test.ts',
  NOT_ON_OWN_ROLLS: 'test/api/review/filing.test.ts',
  NO_SUCH_REVIEW: 'test/api/review/filing.test.ts',
  CANDIDATE_WITHOUT_PASSPORT: 'test/api/review/filing.test.ts',
  QUICK_PRINT_NOT_FOUND: 'test/api/arrangement/admission-tickets.test.ts',
  QUICK_PRINT_LINK_INVALID: 'test/api/arrangement/admission-tickets.test.ts',
  QUICK_PRINT_LINK_OVER: 'test/api/arrangement/admission-tickets.test.ts',
  OPEN_IN_BROWSER: 'test/api/payment/inside-wechat.test.ts',
  SIGN_IN_INCOMPLETE: 'test/api/staff/second-factor.test.ts',
  SECOND_FACTOR_WRONG: 'test/api/staff/second-factor.test.ts',
  SECOND_FACTOR_UNSET: 'test/api/staff/second-factor.test.ts',
  PASSWORD_UNCHANGED: 'test/api/staff/accounts.test.ts',
  STAFF_ACCOUNT_EXISTS: 'test/api/staff/accounts.test.ts',
  STAFF_ACCOUNT_NOT_KEPT: 'test/api/staff/accounts.test.ts',
  STAFF_ACCOUNT_DISABLED: 'test/api/staff/mailed-links.test.ts',
  STAFF_EMAIL_VERIFIED: 'test/api/staff/mailed-links.test.ts',
  STAFF_LINK_INVALID: 'test/api/staff/mailed-links.test.ts',
  STAFF_LINK_USED: 'test/api/staff/mailed-links.test.ts',
  STAFF_LINK_EXPIRED: 'test/api/staff/mailed-links.test.ts',
  SCOPE_UNFIT: 'test/api/staff/accounts.test.ts',
  SCOPE_UNKNOWN: 'test/api/staff/accounts.test.ts',
  EXCEPTION_HANDLED: 'test/api/payment/exceptions.test.ts',
  FILE_EMPTY: 'test/api/imports/imports.test.ts',
  FILE_TOO_LARGE: 'test/api/imports/imports.test.ts',
  FILE_CUT_SHORT: 'test/api/imports/imports.test.ts',
  BATCH_MOVED: 'test/api/imports/imports.test.ts',
  BATCH_BUSY: 'test/api/imports/imports.test.ts',
  BATCHES_OPEN: 'test/api/imports/imports.test.ts',
  COLUMNS_UNFIT: 'test/api/imports/imports.test.ts',
  BATCH_CLEARED: 'test/api/imports/imports.test.ts',
  INTERNAL: 'test/api/http/problems.test.ts',
};

const codes = Object.keys(ERRORS) as ErrorCode[];

/** Gives the quoted code that a situation produces; for the name of a test, the test's whole text. */
function givenBy(situation: Situation | string): string {
  if (typeof situation === 'string') return readFileSync(join(ROOT, situation), 'utf8');
  const answer = situation();
  return `'${typeof answer === 'object' && answer && 'code' in answer ? answer.code : answer}'`;
}

describe('every refusal', () => {
  it.each(codes)('%s is given in some situation', (code) => {
    expect(givenBy(SITUATIONS[code])).toContain(`'${code}'`);
  });

  it.each(codes)('%s says in both languages what to do', (code) => {
    const { zh, en } = ERRORS[code];
    expect(zh).toMatch(/\p{Script=Han}.*。$/su);
    // The sentence has to say 请 or the like: one that only states what is so leaves people stranded.
    expect(zh).toMatch(/请|可以|无需/);
    expect(en).toMatch(/^[A-Z].*\.$/s);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  it('that a page shows beside a button or row has short words for it, in both languages', () => {
    expect(Object.keys(english.reasons)).toEqual(Object.keys(chinese.reasons));
    const known: string[] = [...codes, 'OTHER'];
    expect(Object.keys(chinese.reasons).filter((code) => !known.includes(code))).toEqual([]);
  });
});

describe('a refusal for want of time names the moment', () => {
  const at = (walk: Walk, command: Command): WindowMoment | null => {
    const decision = walk.ask(command);
    if (decision.kind !== 'refused') throw new Error('not refused');
    return refusalMoment(decision.code, walk.registration, command, walk.now);
  };

  it.each<[string, () => Walk, Command, WindowMoment | null]>([
    [
      'before registration opens',
      saved,
      select(['1'], { registrationWindow: LATER }),
      { opensAt: LATER.opensAt },
    ],
    ['after it', saved, select(['1'], { registrationWindow: CLOSED }), { closesAt: CLOSED.closesAt }],
    ['with no window set', saved, select(['1'], NEVER), null],
    [
      'when nothing chosen could be paid any more',
      () => saved().pass(MANAGEMENT_ENDS_AT - START),
      select(['1'], { registrationWindow: { ...LATER, closesAt: MANAGEMENT_ENDS_AT + 1 } }),
      { closesAt: MANAGEMENT_ENDS_AT },
    ],
    [
      'when a seat could hardly be paid any more',
      () => saved().pass(MANAGEMENT_ENDS_AT - HOUR_MS - START),
      wait(row('2', { seatAvailable: false, window: { ...LATER, closesAt: MANAGEMENT_ENDS_AT } }), {
        registrationWindow: { ...LATER, closesAt: MANAGEMENT_ENDS_AT },
      }),
      { closesAt: MANAGEMENT_ENDS_AT - HOUR_MS },
    ],
    ['before a subject opens', saved, select([row('1', { window: LATER })]), { opensAt: LATER.opensAt }],
    ['after it closed', saved, select([row('1', { window: CLOSED })]), { closesAt: CLOSED.closesAt }],
    [
      'between two transcript windows',
      () => holding('1'),
      chooseTranscripts([], { transcriptWindows: [CLOSED, LATER] }),
      { opensAt: LATER.opensAt },
    ],
    [
      'when nothing can be paid any more',
      () => saved().pass(MANAGEMENT_ENDS_AT - START),
      openOrder('order-1'),
      { closesAt: MANAGEMENT_ENDS_AT },
    ],
    [
      'when the deadline is too near',
      () => holding('1').pass(DAY_MS - MINUTE_MS / 2),
      openOrder('order-1', 'written', { transcriptWindows: [] }),
      { closesAt: START + DAY_MS },
    ],
    ['and none where time is not the reason', () => holding('1'), select(['1']), null],
  ])('%s', (_, walk, command, moment) => {
    expect(at(walk(), command)).toEqual(moment);
  });

  it('in words, by the clock in China', () => {
    const opensAt = Date.UTC(2026, 10, 20, 1, 30);
    const problem = problemDetails(
      new ApiError('REGISTRATION_NOT_OPEN', { moment: { opensAt } }),
      'id',
      'zh',
    );
    expect(problem.detail).toBe(
      `${ERRORS.REGISTRATION_NOT_OPEN.zh}开放时间：2026年11月20日 09:30（北京时间）。`,
    );
    const closed = new ApiError('PAYMENT_CLOSED', { moment: { closesAt: opensAt } });
    expect(problemDetails(closed, 'id', 'en').detail).toBe(
      `${ERRORS.PAYMENT_CLOSED.en} Closing time: 20 Nov 2026, 09:30, Beijing time.`,
    );
  });
});
