import { listRows } from '../../db/batches/list-rows.ts';
import { readFigures } from '../../db/dashboard/read-figures.ts';
import { listPlaces } from '../../db/exam-session/list-places.ts';
import { listAudit } from '../../db/list-audit.ts';
import { auditTargetsMeant } from '../../db/staff/audit-targets-meant.ts';
import { listSecurityEvents } from '../../db/list-security-events.ts';
import { listPassports } from '../../db/lookup/list-passports.ts';
import { findPassports, findPeople } from '../../db/lookup/find-people.ts';
import { readPaymentStatistics } from '../../db/dashboard/payment-statistics.ts';
import { listPaymentExceptions } from '../../db/payment/payment-exceptions.ts';
import { listClaims } from '../../db/rebind/list-claims.ts';
import { listCorrectionRecords } from '../../db/correction/read-correction.ts';
import { listLateLists, listLatePeople } from '../../db/late-registration/late-lists.ts';
import { listPickable } from '../../db/late-registration/list-pickable.ts';
import { listRebinds } from '../../db/rebind/read-rebind.ts';
import { countPeople, listPeople } from '../../db/registration/list-people.ts';
import { countRegistered, listRegistered } from '../../db/registration/list-registered.ts';
import type { Reader } from '../../db/reader.ts';
import type { Vault } from '../../db/vault.ts';
import { lookedFor } from '../../domain/lookup/looked-for.ts';
import { listWaiting } from '../../db/review/decide-many.ts';
import { countReviews, findReviewsOf, listReviews } from '../../db/review/list-reviews.ts';
import { listRollClasses } from '../../db/roll/list-roll-people.ts';
import { listOfferings } from '../../db/seats/list-offerings.ts';
import { listCapacityChanges } from '../../db/seats/read-capacity-change.ts';
import { listStaffAccounts } from '../../db/staff/list-staff-accounts.ts';
import type { Scope } from '../../domain/scopes.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import { BATCH, indexAt, LOG_DAYS, PLACE, SESSION } from './fill-country.ts';

/** One way to ask for a list: its first page, a filter, an order, or a page further on. */
export interface ListQuery {
  list: string;
  asked: string;
  run(db: Reader): Promise<unknown>;
}

/** The rows of a page, and one more that tells whether there is another. */
const limit = 51;
const province = PLACE.province as Scope;
const school = PLACE.school as Scope;
const country: Scope = '*';
const college = `${PLACE.school}/院系1` as Scope;
const MIDDLE = '00000000-0000-4000-8000-000000000001';

/** Makes every way to ask for a list of the console, over what `fillCountry` filled in. @param now a moment after it */
export function listQueries(now: Instant): ListQuery[] {
  const long = now - (LOG_DAYS / 2) * DAY_MS;
  const span = { from: long, to: long + DAY_MS };
  const lists: Record<string, Record<string, ListQuery['run']>> = {
    audit: {
      'first page': (db) => listAudit(db, { limit }),
      'oldest first': (db) => listAudit(db, { order: 'asc', limit }),
      'of a person': (db) => listAudit(db, { actors: ['staff/account-7'], limit }),
      'of an action': (db) => listAudit(db, { action: 'capacityChanged', limit }),
      'of a target': (db) => listAudit(db, { targets: ['review/7'], limit }),
      'of a place': async (db) =>
        listAudit(db, { targets: await auditTargetsMeant(db, PLACE.campus), limit }),
      'of a day long ago': (db) => listAudit(db, { ...span, limit }),
      'of a person on that day': (db) => listAudit(db, { ...span, actors: ['staff/account-7'], limit }),
      'a page in the middle': (db) => listAudit(db, { after: 5_000, limit }),
      'nothing found': (db) => listAudit(db, { actors: ['staff/nobody'], action: 'signedIn', limit }),
    },
    'security log': {
      'first page': (db) => listSecurityEvents(db, { limit }),
      'of an event': (db) => listSecurityEvents(db, { event: 'lockedOut', limit }),
      'of an account': (db) => listSecurityEvents(db, { account: 'name/7', limit }),
      'of an address': (db) => listSecurityEvents(db, { address: '10.0.7.7', limit }),
      'of a day long ago': (db) => listSecurityEvents(db, { ...span, limit }),
      'a page in the middle': (db) => listSecurityEvents(db, { after: 5_000, order: 'asc', limit }),
    },
    reviews: {
      'first page': (db) => listReviews(db, { ...desk, state: 'pending', limit }),
      'newest first': (db) => listReviews(db, { ...desk, state: 'pending', order: 'desc', limit }),
      'of a campus': (db) => listReviews(db, { ...desk, inside: PLACE.campus, state: 'pending', limit }),
      'filed by the school': (db) => listReviews(db, { ...desk, kind: 'old', state: 'pending', limit }),
      'to decide alike': (db) => listWaiting(db, { ...desk, after: null, limit: 500 }),
      'by name': (db) => findReviewsOf(db, { ...desk, by: { nameIndex: 'name' }, limit }),
      'those that lapsed': (db) => listReviews(db, { ...desk, state: 'expired', limit }),
      'counts of the states': (db) => countReviews(db, desk),
    },
    'payment exceptions': {
      'first page': (db) => listPaymentExceptions(db, { handled: false, scope: country, limit }),
      'handled ones': (db) => listPaymentExceptions(db, { handled: true, scope: country, limit }),
      'of a kind': (db) => listPaymentExceptions(db, { handled: false, kind: 'late', scope: country, limit }),
      'oldest first': (db) =>
        listPaymentExceptions(db, { handled: false, order: 'asc', scope: country, limit }),
    },
    claims: {
      'first page': (db) => listClaims(db, { scope: country, limit }),
      'newest first': (db) => listClaims(db, { scope: country, order: 'desc', limit }),
    },
    rebinds: {
      'first page': (db) => listRebinds(db, { state: 'submitted', scope: country, limit }),
      'newest first': (db) => listRebinds(db, { state: 'submitted', scope: country, order: 'desc', limit }),
      'of a province': (db) => listRebinds(db, { state: 'submitted', scope: province, limit }),
    },
    'lists of late registration': {
      'first page': (db) => listLateLists(db, { examSessionId: SESSION, scope: country, limit }),
      'by when they open': (db) =>
        listLateLists(db, { examSessionId: SESSION, scope: country, sort: 'opensAt', order: 'asc', limit }),
      'of a province': (db) => listLateLists(db, { examSessionId: SESSION, scope: province, limit }),
      'people of a list': (db) => listLatePeople(db, vault, { listId: LATE_LIST, limit }),
      'people of a list who have not paid': (db) =>
        listLatePeople(db, vault, { listId: LATE_LIST, unpaid: true, limit }),
      'people of a school to be picked': (db) =>
        listPickable(db, vault, { list: pickedFrom, schoolCode: PLACE.school, limit, now }),
      'people of a class to be picked': (db) =>
        listPickable(db, vault, {
          list: pickedFrom,
          schoolCode: PLACE.school,
          college: '院系1',
          className: '班级1',
          limit,
          now,
        }),
    },
    'rows of a batch': {
      'first page': (db) => listRows(db, { batchId: BATCH, limit }),
      'those refused': (db) => listRows(db, { batchId: BATCH, results: ['refused'], limit }),
    },
    corrections: {
      'first page': (db) => listCorrectionRecords(db, { state: 'submitted', scope: country, limit }),
      'newest first': (db) =>
        listCorrectionRecords(db, { state: 'submitted', scope: country, order: 'desc', limit }),
      'of a school': (db) => listCorrectionRecords(db, { state: 'submitted', scope: school, limit }),
    },
    'changes of capacity': {
      'first page': (db) => listCapacityChanges(db, { state: 'submitted', scope: country, limit }),
      'newest first': (db) =>
        listCapacityChanges(db, { state: 'submitted', scope: country, order: 'desc', limit }),
      'of a school': (db) => listCapacityChanges(db, { state: 'submitted', scope: school, limit }),
    },
    accounts: {
      'first page': (db) => listStaffAccounts(db, keeper, { ...byName, limit }),
      'by role': (db) => listStaffAccounts(db, keeper, { ...byName, sort: 'role', descending: true, limit }),
      'by scope': (db) => listStaffAccounts(db, keeper, { ...byName, sort: 'scope', limit }),
      'of a school': (db) => listStaffAccounts(db, keeper, { ...byName, place: school, limit }),
      'by the beginning of a name': (db) =>
        listStaffAccounts(db, keeper, { ...byName, name: 'account-99', limit }),
    },
    places: {
      'schools, first page': (db) => listPlaces(db, { ...byCode, kind: 'school', scope: country, limit }),
      'campuses of a province': (db) =>
        listPlaces(db, { ...byCode, kind: 'campus', scope: country, inside: province, limit }),
      'schools by name': (db) =>
        listPlaces(db, { kind: 'school', scope: country, sort: 'nameZh', descending: true, limit }),
      'campuses by a part of their name': (db) =>
        listPlaces(db, { ...byCode, kind: 'campus', scope: country, search: 'us 100', limit }),
    },
    'look-up of candidates': {
      'by name or number in the country': (db) => findPeople(db, vault, { ...lookup, ...person }),
      'by name or number in a school': (db) => findPeople(db, vault, { ...lookup, ...person, scope: school }),
      'by passport': (db) => findPeople(db, vault, { ...lookup, lookedFor: lookedFor(indexAt(7)) }),
      'by order': (db) => findPeople(db, vault, { ...lookup, lookedFor: { by: 'order', orderNo: 'O7' } }),
      'passports of a number': (db) => findPassports(db, vault, { scope: country, ...person }),
      'passports of a number in a school': (db) => findPassports(db, vault, { scope: school, ...person }),
    },
    passports: {
      'of the country': (db) => passportsOf(db, { scope: country }),
      'of the country, oldest first': (db) => passportsOf(db, { scope: country, order: 'asc' }),
      'of the country, email not verified': (db) => passportsOf(db, { scope: country, filter: 'unverified' }),
      'of the country, without a registration': (db) =>
        passportsOf(db, { scope: country, filter: 'unbound' }),
      'of the country, claiming': (db) => passportsOf(db, { scope: country, filter: 'claiming' }),
      'of the country, closed': (db) => passportsOf(db, { scope: country, filter: 'closed' }),
      'of the country, a page in the middle': (db) =>
        passportsOf(db, { scope: country, after: indexAt(15_000) }),
      'of a province': (db) => passportsOf(db, { scope: province }),
      'of a province, from its end': (db) => passportsOf(db, { scope: province, order: 'desc' }),
      'of a province, a page further on': (db) =>
        passportsOf(db, { scope: province, after: '00000000-0000-4000-8000-000000000001' }),
      'of a school, without a registration': (db) => passportsOf(db, { scope: school, filter: 'unbound' }),
    },
    'who has not paid': {
      'of the country': (db) => listRegistered(db, { ...unpaid, scope: country, limit }),
      'of the country, of a rare subject': (db) =>
        listRegistered(db, { ...unpaid, scope: country, subject: '5', limit }),
      'of a province, a page in the middle': (db) =>
        listRegistered(db, { ...unpaid, scope: province, after: [PLACE.school, MIDDLE], limit }),
      'of a school': (db) => listRegistered(db, { ...unpaid, scope: school, limit }),
      'of a class': (db) =>
        listRegistered(db, { ...unpaid, scope: school, college: '院系1', className: '班级1', limit }),
      'of a college': (db) => listRegistered(db, { ...unpaid, scope: college, limit }),
      'of the country by class': (db) =>
        listRegistered(db, { ...unpaid, scope: country, sort: 'class', limit }),
      'of a school by class, a page in the middle': (db) =>
        listRegistered(db, {
          ...unpaid,
          scope: school,
          sort: 'class',
          descending: true,
          after: [PLACE.school, MIDDLE],
          limit,
        }),
      'of a province by what they owe': (db) =>
        listRegistered(db, { ...unpaid, scope: province, sort: 'owes', descending: true, limit }),
      'how many, of a province': (db) => countRegistered(db, { ...unpaid, scope: province }),
      'how many, of a college': (db) => countRegistered(db, { ...unpaid, scope: college }),
    },
    'people of the roll': {
      'of the country': (db) => listPeople(db, { ...session, scope: country, limit }),
      'of a province, a page in the middle': (db) =>
        listPeople(db, { ...session, scope: province, after: [PLACE.school, MIDDLE], limit }),
      'of a school who are not registered': (db) =>
        listPeople(db, { ...session, scope: school, stage: 'none', limit }),
      'of a class': (db) =>
        listPeople(db, { ...session, scope: school, college: '院系1', className: '班级1', limit }),
      'of a college': (db) => listPeople(db, { ...session, scope: college, limit }),
      'of the country by class': (db) => listPeople(db, { ...session, scope: country, sort: 'class', limit }),
      'of a school by class, a page in the middle': (db) =>
        listPeople(db, {
          ...session,
          scope: school,
          sort: 'class',
          descending: true,
          after: [PLACE.school, MIDDLE],
          limit,
        }),
      'of a province by grade': (db) =>
        listPeople(db, { ...session, scope: province, sort: 'grade', descending: true, limit }),
      'of a college by grade': (db) => listPeople(db, { ...session, scope: college, sort: 'grade', limit }),
      'how many, of a school': (db) => countPeople(db, { ...session, scope: school }, 10_000),
    },
    'classes of proof lists': {
      'of a school': (db) => listRollClasses(db, { ...session, scope: school }, { limit }),
      'of a school, from their end': (db) =>
        listRollClasses(db, { ...session, scope: school }, { order: 'desc', limit }),
    },
    'figures of payment': {
      'of the country': (db) => readPaymentStatistics(db, { ...session, scope: country, by: 'province' }),
      'of the country by subject': (db) =>
        readPaymentStatistics(db, { ...session, scope: country, by: 'subject' }),
      'of a province': (db) => readPaymentStatistics(db, { ...session, scope: province, by: 'school' }),
      'of a school by college': (db) =>
        readPaymentStatistics(db, { ...session, scope: school, by: 'college' }),
      'of a college by class': (db) => readPaymentStatistics(db, { ...session, scope: college, by: 'class' }),
    },
    offerings: {
      'first page': (db) => listOfferings(db, { ...session, scope: country, limit }),
      'of a province': (db) => listOfferings(db, { ...session, scope: country, inside: province, limit }),
      'of a school': (db) => listOfferings(db, { ...session, scope: school, limit }),
      'of a subject': (db) => listOfferings(db, { ...session, scope: country, subject: '1', limit }),
    },
  };
  return Object.entries(lists).flatMap(([list, ways]) =>
    Object.entries(ways).map(([asked, run]) => ({ list, asked, run })),
  );
}

/** Makes every way to ask for a dashboard: they add up counters and pools, however many candidates there are. */
export function dashboardQueries(): ListQuery[] {
  return Object.entries({ 'the country': country, 'a province': province, 'a school': school }).map(
    ([asked, scope]) => ({ list: 'dashboard', asked, run: (db) => readFigures(db, SESSION, scope) }),
  );
}

/** Finds everybody by the same index. */
const vault = {
  blindIndex: () => indexAt(7),
  open: () => ({ idType: 'residentId', idNumber: '', name: '' }),
  tellMisplaced: () => undefined,
} as unknown as Vault;
const session = { examSessionId: SESSION };
const LATE_LIST = '00000000-0000-4000-d000-000000000001';
const pickedFrom = { id: LATE_LIST, examSessionId: SESSION, provinceCode: PLACE.province };
const unpaid = { ...session, stage: 'unpaid' as const };
const lookup = { ...session, scope: country };
const person = { lookedFor: lookedFor('张三') };
const passportsOf = (
  db: Reader,
  asked: Omit<Parameters<typeof listPassports>[2], 'examSessionId' | 'limit'>,
) => listPassports(db, vault, { ...session, ...asked, limit });
const desk = { ...session, scope: school };
const keeper = { role: 'centreAdmin' as const, scope: country };
const byCode = { sort: 'code' as const, descending: false };
const byName = { sort: 'account' as const, descending: false };
