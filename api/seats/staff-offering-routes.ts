import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { changeOffering, removeOffering } from '../../db/seats/change-offering.ts';
import {
  type ListedOffering,
  listOfferings,
  offeringCursor,
  type OfferingSort,
} from '../../db/seats/list-offerings.ts';
import { campusesToOpen, openOfferings } from '../../db/seats/open-offerings.ts';
import { countOfferings, setTerms } from '../../db/seats/set-terms.ts';
import { type CampusSettings, oralCampus } from '../../domain/exam-session/campus.ts';
import type { Scope } from '../../domain/scopes.ts';
import { may } from '../../domain/staff/permissions.ts';
import { isoInstant, type Period } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { previewQuery, settingsAnswerSchema } from '../exam-session/setting-schemas.ts';
import {
  requireInScope,
  requirePlace,
  requireScope,
  settingRequest,
  settingsAnswer,
} from '../exam-session/settings-answer.ts';
import { examSessionSetUp } from '../exam-session/staff-setup-routes.ts';
import {
  answerExport,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
  yuanCell,
} from '../http/list-export.ts';
import { isCursorNumber, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { bilingual, periodView } from '../http/views.ts';
import { readCampusNames } from '../../db/exam-session/read-campuses.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import type { CampusRecord } from '../../domain/exam-session/campus.ts';
import type { Subject } from '../../domain/subjects.ts';
import {
  CAMPUSES_NAMED,
  examSessionParam,
  offeringListSchema,
  offeringParam,
  offeringVersionQuery,
  offeringsFilter,
  offeringsQuery,
  openingsAnswerSchema,
  openOfferingsSchema,
  setOfferingSchema,
  setTermsSchema,
  subjectTermsParam,
  termsAnswerSchema,
} from './offering-schemas.ts';

/** Routes by which subjects are offered at campuses: with seats, windows, fees and exam times. */
export function staffOfferingRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const change = { tags: ['staff'], ...requireStaff(deps, 'offerings.change') };
  const OFFERING = '/staff/exam-sessions/{examSession}/campuses/{campus}/subjects/{subject}';

  async function named(rows: ListedOffering[]): Promise<NamedOffering[]> {
    const [campusNamed, subjects] = await Promise.all([
      readCampusNames(
        db,
        rows.map(({ offering }) => offering.campusCode),
      ),
      readSubjects(db),
    ]);
    return rows.map((row) => ({
      ...row,
      campus: campusNamed(row.offering.campusCode),
      subject: subjects.find(({ code }) => code === row.offering.subjectCode),
    }));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'settings.read'),
        method: 'get',
        path: '/staff/exam-sessions/{examSession}/offerings',
        summary: 'Subjects at campuses of the scope with their seats as they are now',
        request: { params: examSessionParam, query: offeringsQuery },
        responses: { 200: json(offeringListSchema), ...problems },
      }),
      async (c) => {
        const { id: examSessionId } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const { limit, after, order, ...filter } = c.req.valid('query');
        const rows = await listOfferings(db, {
          ...filter,
          examSessionId,
          scope: c.var.staff.scope,
          descending: order === 'desc',
          after: cursorOf(after, filter.sort),
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, (row) =>
          keysetCursor(offeringCursor(filter.sort, row)),
        );
        return c.json(
          {
            offerings: (await named(shown)).map(({ offering, pool, version, campusSettings, campus }) => ({
              id: offering.id,
              campus: offering.campusCode,
              campusName: bilingual(campus),
              subject: offering.subjectCode,
              window: periodView(offering),
              feeFen: offering.feeFen,
              examTime:
                offering.examStartsAt === null || offering.examEndsAt === null
                  ? null
                  : { startsAt: isoInstant(offering.examStartsAt), endsAt: isoInstant(offering.examEndsAt) },
              oralCampus: oralCampusView(offering.campusCode, campusSettings),
              version,
              pool: {
                capacity: pool.capacity,
                free: pool.free,
                offered: pool.offered,
                held: pool.held,
                paid: pool.paid,
                waiting: pool.waiting,
              },
            })),
            nextCursor,
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'offerings'),
        path: '/staff/exam-sessions/{examSession}/offerings/exports',
        request: { params: examSessionParam, query: exportQuery(offeringsFilter) },
      }),
      async (c) => {
        const { id: examSessionId } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const query = c.req.valid('query');
        const { scope } = c.var.staff;
        return answerExport(c, deps, {
          list: 'offerings',
          query: { ...query, examSession: examSessionId },
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listOfferings(reader, {
              ...query,
              examSessionId,
              scope,
              descending: query.order === 'desc',
              after,
              limit,
            }),
          cursorOf: (last) => offeringCursor(query.sort, last),
          shown: (rows) => named(rows),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'put',
        path: OFFERING,
        summary: 'Offer a subject at a campus, or change its window, fee and exam time',
        request: { params: offeringParam, query: previewQuery, body: jsonBody(setOfferingSchema) },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        const { examSession, campus, subject } = c.req.valid('param');
        requireInScope(c, campus);
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        await requirePlace(db, campus as Scope, 'path.campus');
        const { opensAt, closesAt, examTime, feeFen, capacity, ...body } = c.req.valid('json');
        const wanted = {
          examSessionId,
          campusCode: campus,
          subjectCode: subject,
          opensAt: Date.parse(opensAt),
          closesAt: Date.parse(closesAt),
          feeFen,
          examTime: examTime && periodOf(examTime),
          capacity,
          maySetTerms: may(c.var.staff.role, 'fees.change'),
        };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changeOffering(deps, wanted, request), 'subject'), 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'delete',
        path: OFFERING,
        summary: 'Take a subject from a campus, while nobody has had anything to do with its seats',
        request: { params: offeringParam, query: offeringVersionQuery },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        const { examSession, campus, subject } = c.req.valid('param');
        requireInScope(c, campus);
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        const place = { examSessionId, campusCode: campus, subjectCode: subject };
        const request = settingRequest(c, clock, c.req.valid('query'));
        return c.json(settingsAnswer(await removeOffering(deps, place, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'put',
        path: '/staff/exam-sessions/{examSession}/subjects/{subject}/terms',
        summary: 'Set fee, exam time and window of a subject for all campuses of a scope that offer it',
        request: { params: subjectTermsParam, query: previewQuery, body: jsonBody(setTermsSchema) },
        responses: { 200: json(termsAnswerSchema), ...problems },
      }),
      async (c) => {
        const { examSession, subject } = c.req.valid('param');
        const { scope, feeFen, examTime, window, seenOfferings, ...seen } = c.req.valid('json');
        requireScope(c, scope as Scope, 'body.scope');
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        await requirePlace(db, scope as Scope, 'body.scope');
        const terms = {
          examSessionId,
          scope: scope as Scope,
          subjectCode: subject,
          feeFen,
          examTime: examTime && periodOf(examTime),
          window: window && windowOf(window),
          maySetTerms: may(c.var.staff.role, 'fees.change'),
          seenOfferings,
        };
        const request = settingRequest(c, clock, { version: 0, ...seen }, c.req.valid('query'));
        const answer = settingsAnswer(await setTerms(deps, terms, request));
        return c.json({ ...answer, offerings: await countOfferings(db, terms) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'post',
        path: '/staff/exam-sessions/{examSession}/subjects/{subject}/offerings',
        summary: 'Open a subject at all campuses of a scope that do not offer it yet',
        request: { params: subjectTermsParam, query: previewQuery, body: jsonBody(openOfferingsSchema) },
        responses: { 200: json(openingsAnswerSchema), ...problems },
      }),
      async (c) => {
        const { examSession, subject } = c.req.valid('param');
        const { scope, besides, window, capacity, feeFen, examTime, seenCampuses, ...seen } =
          c.req.valid('json');
        requireScope(c, scope as Scope, 'body.scope');
        const { id: examSessionId } = await examSessionSetUp(deps, examSession);
        await requirePlace(db, scope as Scope, 'body.scope');
        const opening = {
          ...windowOf(window),
          examSessionId,
          scope: scope as Scope,
          subjectCode: subject,
          besides,
          capacity,
          feeFen,
          examTime: examTime && periodOf(examTime),
          maySetTerms: may(c.var.staff.role, 'fees.change'),
          seenCampuses,
        };
        const request = settingRequest(c, clock, { version: 0, ...seen }, c.req.valid('query'));
        const codes = await campusesToOpen(db, opening);
        const first = codes.slice(0, CAMPUSES_NAMED);
        const campusNamed = await readCampusNames(db, first);
        const answer = settingsAnswer(await openOfferings(db, opening, request));
        const firstCampuses = first.map((code) => {
          return { code, name: bilingual(campusNamed(code)) };
        });
        return c.json({ ...answer, campuses: codes.length, firstCampuses }, 200);
      },
    );
}

function windowOf({ opensAt, closesAt }: { opensAt: string; closesAt: string }): Period {
  return { opensAt: Date.parse(opensAt), closesAt: Date.parse(closesAt) };
}

/** Parses where a list goes on; what it is sorted by says what that looks like. @throws ApiError INVALID_INPUT */
function cursorOf(after: string | undefined, sort: OfferingSort): readonly [string, string] | undefined {
  const isText = sort === 'campus' || sort === 'subject';
  return keysetFrom(after, (values) => isText || values.every(isCursorNumber));
}

function oralCampusView(code: string, settings: CampusSettings) {
  const { letsOut, admitsOutsidersFrom } = oralCampus(code, settings);
  return { letsOut, admitsOutsidersFrom: isoInstant(admitsOutsidersFrom) };
}

function periodOf({ startsAt, endsAt }: { startsAt: string; endsAt: string }): Period {
  return { opensAt: Date.parse(startsAt), closesAt: Date.parse(endsAt) };
}

interface NamedOffering extends ListedOffering {
  campus: CampusRecord;
  subject: Subject | undefined;
}

const COLUMNS: ExportColumn<NamedOffering>[] = [
  ['校区代码', 'Campus code', ({ offering }) => offering.campusCode],
  ['学校', 'School', ({ campus }) => bilingual(campus.school)],
  ['校区', 'Campus', ({ campus }) => bilingual(campus)],
  ['科目代码', 'Subject code', ({ offering }) => offering.subjectCode],
  ['科目', 'Subject', ({ subject }) => (subject ? bilingual(subject) : null)],
  ['开放选择', 'Opens', ({ offering }) => momentCell(offering.opensAt)],
  ['截止选择', 'Closes', ({ offering }) => momentCell(offering.closesAt)],
  ['费用（元）', 'Fee (yuan)', ({ offering }) => yuanCell(offering.feeFen)],
  ['考试开始', 'Test begins', ({ offering }) => momentCell(offering.examStartsAt)],
  ['考试结束', 'Test ends', ({ offering }) => momentCell(offering.examEndsAt)],
  ['容量', 'Seats', ({ pool }) => pool.capacity],
  ['空余', 'Free', ({ pool }) => pool.free],
  ['候补保留', 'Offered', ({ pool }) => pool.offered],
  ['占用', 'Held', ({ pool }) => pool.held],
  ['已支付', 'Paid', ({ pool }) => pool.paid],
  ['候补人数', 'Waiting', ({ pool }) => pool.waiting],
];
