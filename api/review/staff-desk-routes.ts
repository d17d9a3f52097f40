import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { SubmittedCursor } from '../../db/staff/submitted-order.ts';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { decideReviewRecord } from '../../db/review/decide-review.ts';
import { countReviews, findReviewsOf, listReviews } from '../../db/review/list-reviews.ts';
import { resetReviewRecord } from '../../db/review/reset-review.ts';
import { openReviewPersonal, type ReviewRecord } from '../../db/review/read-review.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { readCampusNames } from '../../db/exam-session/read-campuses.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { sealedVerdict } from '../../db/staff/sealed-reason.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { REVIEW_KIND_WORDS, REVIEW_STATE_WORDS } from '../../domain/staff/review-words.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { decisionError } from '../staff/submissions.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { cursorFrom, pageOf, submittedCursor } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { campusView } from '../exam-session/view.ts';
import { examSessionQuery, json, jsonBody, problems } from '../http/schemas.ts';
import {
  resetReviewSchema,
  reviewDecisionSchema,
  reviewsFoundSchema,
  reviewLookupSchema,
  staffReviewListSchema,
  staffReviewSchema,
  type staffReviewRowSchema,
  staffReviewsFilter,
  staffReviewsQuery,
} from './schemas.ts';
import { reviewInScope } from './review-in-scope.ts';
import { staffReviewView, reviewStateView } from './staff-view.ts';
import { staffActor } from '../../domain/actor.ts';
import { submittedBefore } from '../../domain/review/desk-filter.ts';

/** The most re-checks that a look-up answers with: those of one name. */
const MAX_FOUND = 20;

/** Routes for the desk of a school's reviewers. */
export function staffReviewRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'reviews.decide') };
  const idParam = z.object({ id: z.uuid() });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/reviews',
        summary: 'CET-6 re-checks of the reviewer’s school, those waiting longest first',
        ...guarded,
        request: { query: examSessionQuery.extend(staffReviewsQuery.shape) },
        responses: { 200: json(staffReviewListSchema), ...problems },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const filter = await deskFilter(c.var.staff.scope, query);
        const [rows, counts] = await Promise.all([
          listReviews(db, {
            ...filter,
            after: cursorFrom(query.after),
            limit: query.limit + 1,
          }),
          countReviews(db, filter),
        ]);
        const { shown, nextCursor } = pageOf(rows, query.limit, submittedCursor);
        const { examSessionId } = filter;
        return c.json({ examSessionId, reviews: await rowViews(shown), nextCursor, counts }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'reviews'),
        path: '/staff/reviews/exports',
        request: { query: exportQuery(examSessionQuery.extend(staffReviewsFilter.shape)) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const filter = await deskFilter(c.var.staff.scope, query);
        return answerExport(c, deps, {
          list: 'reviews',
          query: { ...query, examSession: filter.examSessionId },
          page: (reader, after: SubmittedCursor | undefined, limit) =>
            listReviews(reader, { ...filter, after, limit }),
          cursorOf: ({ id, submittedAt }) => ({ id, submittedAt }),
          shown: rowViews,
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/lookups',
        summary: 'Finds re-checks by a whole ID number or name. A POST, so that no log keeps it',
        ...guarded,
        request: { query: examSessionQuery, body: jsonBody(reviewLookupSchema) },
        responses: { 200: json(reviewsFoundSchema), ...problems },
      }),
      async (c) => {
        const asked = c.req.valid('json');
        const { id: examSessionId } = (await seasonNamed(deps, c.req.valid('query').examSession)).examSession;
        const found = await findReviewsOf(db, {
          scope: c.var.staff.scope,
          examSessionId,
          by:
            asked.by === 'name'
              ? { nameIndex: nameIndex(vault, asked.name) }
              : { idNumberIndex: idNumberIndex(vault, asked.idType, asked.idNumber) },
          limit: MAX_FOUND + 1,
        });
        const shown = found.slice(0, MAX_FOUND);
        await recordAudit(
          db,
          ...(shown.length === 0 ? [{ id: 'unknown' }] : shown).map(({ id }) => ({
            actor: staffActor(c.var.staff.account),
            action: 'reviewLookedUp' as const,
            target: `review/${id}`,
            happenedAt: clock.now(),
          })),
        );
        if (shown.length === 0) throw new ApiError('NO_SUCH_REVIEW');
        return c.json({ reviews: await rowViews(shown), more: found.length > MAX_FOUND }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/reviews/{id}',
        summary: 'Request, score record and roll entry side by side; who looked is kept',
        ...guarded,
        request: { params: idParam },
        responses: { 200: json(staffReviewSchema), ...problems },
      }),
      async (c) => {
        const record = await reviewInScope(db, c.req.valid('param').id, c.var.staff.scope);
        await recordAudit(db, {
          actor: staffActor(c.var.staff.account),
          action: 'reviewOpened',
          target: `review/${record.id}`,
          happenedAt: clock.now(),
        });
        return c.json(await staffReviewView(deps, record, c.var.staff.account), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/{id}/decision',
        summary: 'Approve or reject; of two reviewers one decides',
        ...guarded,
        request: { params: idParam, body: jsonBody(reviewDecisionSchema) },
        responses: { 200: json(staffReviewSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { version, proofs, ...saying } = c.req.valid('json');
        const { id } = await reviewInScope(db, c.req.valid('param').id, scope);
        const verdict = {
          ...sealedVerdict(vault, SEALED.reviewReason(id), saying),
          version,
          account,
          proofs,
        };
        const decided = await decideReviewRecord(db, vault, id, verdict, clock.now());
        if (!decided) throw notFoundFor(decided);
        const { record, refusal } = decided;
        if (refusal) throw decisionError(refusal, record);
        return c.json(await staffReviewView(deps, record, account), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/{id}/reset',
        summary: 'Take a decision back: freely until its mail has left, then with a reason',
        ...guarded,
        request: { params: idParam, body: jsonBody(resetReviewSchema) },
        responses: { 200: json(staffReviewSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { version, reason } = c.req.valid('json');
        const { id } = await reviewInScope(db, c.req.valid('param').id, scope);
        const sealedReason = reason === undefined ? undefined : vault.seal(SEALED.reviewReason(id), reason);
        const reset = await resetReviewRecord(db, vault, id, { version, account, sealedReason }, clock.now());
        if (!reset) throw notFoundFor(reset);
        const { record, refusal } = reset;
        if (refusal) throw decisionError(refusal, record);
        return c.json(await staffReviewView(deps, record, account), 200);
      },
    );

  async function deskFilter(
    scope: Scope,
    {
      examSession,
      waitingDays,
      state,
      inside,
      kind,
      order,
    }: z.infer<typeof staffReviewsFilter> & { examSession?: string | undefined },
  ) {
    const { id: examSessionId } = (await seasonNamed(deps, examSession)).examSession;
    return {
      scope,
      examSessionId,
      state,
      inside,
      kind,
      order,
      submittedBefore: submittedBefore({ waitingDays }, clock.now()),
    };
  }

  async function rowViews(records: ReviewRecord[]): Promise<ReviewRow[]> {
    const campusNamed = await readCampusNames(
      db,
      records.map(({ campusCode }) => campusCode),
    );
    return records.map((record) => {
      const { name, idNumber } = openReviewPersonal(vault, record);
      return {
        ...reviewStateView(record),
        name: maskName(name),
        idNumber: maskIdNumber(idNumber),
        campus: campusView(campusNamed(record.campusCode)),
        score: record.score,
      };
    });
  }
}

type ReviewRow = z.infer<typeof staffReviewRowSchema>;

const COLUMNS: ExportColumn<ReviewRow>[] = [
  ['编号', 'Id', ({ id }) => id],
  ...codeColumns<ReviewRow>('状态', 'State', REVIEW_STATE_WORDS, ({ state }) => state),
  ['姓名', 'Name', ({ name }) => name],
  ['证件号码', 'ID number', ({ idNumber }) => idNumber],
  ['校区代码', 'Campus code', ({ campus }) => campus.code],
  ['校区', 'Campus', ({ campus }) => campus.name],
  ...codeColumns<ReviewRow>('申请方式', 'Asked as', REVIEW_KIND_WORDS, ({ kind }) => kind),
  ['四级成绩', 'CET-4 score', ({ score }) => score],
  ['代申请人', 'Filed by', ({ filedBy }) => filedBy],
  ['提交时间', 'Submitted', ({ submittedAt }) => momentCell(submittedAt)],
  ['处理时间', 'Decided', ({ decidedAt }) => momentCell(decidedAt)],
  ['处理人', 'Decided by', ({ decidedBy }) => decidedBy],
];
