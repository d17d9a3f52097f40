import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { idNumberIndex } from '../../db/person/personal-index.ts';
import { decideReviewRecord } from '../../db/review/decide-review.ts';
import { countReviews, findReviewOf, listReviews } from '../../db/review/list-reviews.ts';
import { openReviewPersonal, readReview, type ReviewRecord } from '../../db/review/read-review.ts';
import { sealReason } from '../../db/staff/sealed-reason.ts';
import { readCampuses } from '../../db/exam-session/read-campuses.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import type { Verdict } from '../../domain/review/commands.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { cursorFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import { namesFrom } from '../registration/view.ts';
import { examSessionQuery, json, jsonBody, problems } from '../http/schemas.ts';
import {
  reviewDecisionAnswersSchema,
  reviewDecisionSchema,
  reviewDecisionsSchema,
  reviewFoundSchema,
  reviewLookupSchema,
  staffReviewListSchema,
  staffReviewSchema,
  staffReviewsQuery,
} from './schemas.ts';
import { staffReviewView, standingOf } from './staff-view.ts';
import { staffActor } from '../../domain/actor.ts';

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
        const { id: examSessionId } = await examSessionNamed(deps, query.examSession);
        const { askedBy } = query;
        const filter = { scope: c.var.staff.scope, examSessionId, campusCode: query.campus, askedBy };
        const [rows, counts] = await Promise.all([
          listReviews(db, {
            ...filter,
            state: query.state,
            after: cursorFrom(query.after),
            limit: query.limit + 1,
          }),
          countReviews(db, filter),
        ]);
        const { shown, nextCursor } = pageOf(rows, query.limit);
        const campuses = await readCampuses(db, [...new Set(shown.map(({ campusCode }) => campusCode))]);
        const names = namesFrom([], campuses);
        return c.json(
          {
            reviews: shown.map((record) => {
              const { name, idNumber } = openReviewPersonal(vault, record);
              return {
                ...standingOf(record),
                name: maskName(name),
                idNumber: maskIdNumber(idNumber),
                campus: names.campus(record.campusCode),
                score: record.score,
              };
            }),
            nextCursor,
            counts,
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/lookups',
        summary: 'Finds the re-check of an ID number. A POST, so that no log keeps the number',
        ...guarded,
        request: { query: examSessionQuery, body: jsonBody(reviewLookupSchema) },
        responses: { 200: json(reviewFoundSchema), ...problems },
      }),
      async (c) => {
        const { idType, idNumber } = c.req.valid('json');
        const { id: examSessionId } = await examSessionNamed(deps, c.req.valid('query').examSession);
        const id = await findReviewOf(db, {
          scope: c.var.staff.scope,
          examSessionId,
          idNumberIndex: idNumberIndex(vault, idType, idNumber),
        });
        if (!id) throw new ApiError('NO_SUCH_REVIEW');
        return c.json({ id }, 200);
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
        const record = await inScope(c.req.valid('param').id, c.var.staff.scope);
        await recordAudit(db, {
          actor: staffActor(c.var.staff.account),
          action: 'reviewOpened',
          target: `review/${record.id}`,
          happenedAt: clock.now(),
        });
        return c.json(await staffReviewView(deps, record, c.var.staff.scope), 200);
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
        const { version, ...saying } = c.req.valid('json');
        const { id } = await inScope(c.req.valid('param').id, scope);
        const decided = await decideReviewRecord(db, id, verdictOf(saying, version, account), clock.now());
        if (!decided) throw new ApiError('NOT_FOUND');
        const { record, refusal } = decided;
        if (refusal) {
          const { state, decidedBy, decidedAt } = record;
          throw new ApiError(refusal, { extra: { decided: { state, decidedBy, decidedAt } } });
        }
        return c.json(await staffReviewView(deps, record, scope), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/decisions',
        summary: 'Approve or reject many; each succeeds or fails alone',
        ...guarded,
        request: { body: jsonBody(reviewDecisionsSchema) },
        responses: { 200: json(reviewDecisionAnswersSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { reviews, ...saying } = c.req.valid('json');
        const rows = [];
        for (const { id, version } of reviews) {
          const record = await readReview(db, id);
          const decided =
            isShown(record, scope) &&
            (await decideReviewRecord(db, id, verdictOf(saying, version, account), clock.now()));
          rows.push({ id, refusal: decided ? decided.refusal : 'NOT_FOUND' });
        }
        return c.json({ rows }, 200);
      },
    );

  /** Finds a re-check; those outside one's scope are answered as if they did not exist. */
  async function inScope(id: string, scope: Scope): Promise<ReviewRecord> {
    const record = await readReview(db, id);
    if (!isShown(record, scope)) throw new ApiError('NOT_FOUND');
    return record;
  }

  function verdictOf(
    saying: { outcome: 'approve' } | { outcome: 'reject'; reason: string },
    version: number,
    account: string,
  ): Verdict {
    return saying.outcome === 'approve'
      ? { outcome: 'approve', version, account }
      : { outcome: 'reject', version, account, sealedReason: sealReason(vault, saying.reason) };
  }
}

function isShown(record: ReviewRecord | null, scope: Scope): record is ReviewRecord {
  return record !== null && record.state !== 'deleted' && isInScope(record.schoolCode, scope);
}
