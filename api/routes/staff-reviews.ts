import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { decideReviewRecord } from '../../db/queries/decide-review.ts';
import { countReviews, listReviews } from '../../db/queries/list-reviews.ts';
import { readCandidate } from '../../db/queries/read-candidate-facts.ts';
import {
  listReviewEvents,
  openReason,
  openReviewPersonal,
  readReview,
  type ReviewRecord,
  reviewEndsAt,
  sealReason,
} from '../../db/queries/read-review.ts';
import { readCampuses } from '../../db/queries/read-registration.ts';
import { readScoreRecord, type ScoreRecord } from '../../db/queries/read-score-record.ts';
import { recordAudit } from '../../db/queries/record-audit.ts';
import { maskIdNumber } from '../../domain/id-number.ts';
import { maskName } from '../../domain/names.ts';
import { comparePapers } from '../../domain/review/compare.ts';
import type { Verdict } from '../../domain/review/commands.ts';
import { isInScope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../errors.ts';
import { requireStaff } from '../middleware/require-staff.ts';
import { examSessionNamed } from '../registration-facts.ts';
import { namesFrom } from '../registration-view.ts';
import { examSessionQuery, json, jsonBody, problems } from '../schemas/common.ts';
import {
  reviewDecisionSchema,
  staffReviewListSchema,
  staffReviewSchema,
  staffReviewsQuery,
} from '../schemas/review.ts';
import { STAFF_ONLY } from '../security.ts';
import { rollView } from '../views.ts';

/** The desk of a school's reviewers. */
export function staffReviewRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], security: STAFF_ONLY, middleware: requireStaff(deps, 'reviewer') };
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
        const filter = { scope: c.var.staff.scope, examSessionId, campusCode: query.campus };
        const [rows, counts] = await Promise.all([
          listReviews(db, {
            ...filter,
            state: query.state,
            after: cursorFrom(query.after),
            limit: query.limit + 1,
          }),
          countReviews(db, filter),
        ]);
        const shown = rows.slice(0, query.limit);
        const campuses = await readCampuses(db, [...new Set(shown.map(({ campusCode }) => campusCode))]);
        const names = namesFrom([], campuses);
        const last = rows.length > query.limit ? shown.at(-1) : undefined;
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
            nextCursor: last ? `${last.submittedAt.getTime()}_${last.id}` : null,
            counts,
          },
          200,
        );
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
          actor: `staff/${c.var.staff.account}`,
          action: 'reviewOpened',
          target: `review/${record.id}`,
          happenedAt: clock.now(),
        });
        return c.json(await detailView(record, c.var.staff.scope), 200);
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
        const { id } = await inScope(c.req.valid('param').id, scope);
        const decided = await decideReviewRecord(
          db,
          id,
          verdictOf(c.req.valid('json'), account),
          clock.now(),
        );
        if (!decided) throw new ApiError('NOT_FOUND');
        const { record, refusal } = decided;
        if (refusal) {
          const { state, decidedBy, decidedAt } = record;
          throw new ApiError(refusal, { extra: { decided: { state, decidedBy, decidedAt } } });
        }
        return c.json(await detailView(record, scope), 200);
      },
    );

  /** Outside one's scope is answered like nothing at all. */
  async function inScope(id: string, scope: string): Promise<ReviewRecord> {
    const record = await readReview(db, id);
    if (!record || record.state === 'deleted' || !isInScope(record, scope)) throw new ApiError('NOT_FOUND');
    return record;
  }

  function verdictOf(body: z.infer<typeof reviewDecisionSchema>, account: string): Verdict {
    const { version } = body;
    return body.outcome === 'approve'
      ? { outcome: 'approve', version, account }
      : { outcome: 'reject', version, account, sealedReason: sealReason(vault, body.reason) };
  }

  async function detailView(record: ReviewRecord, scope: string): Promise<z.infer<typeof staffReviewSchema>> {
    const candidate = await readCandidate(db, vault, record.candidateId);
    if (!candidate) throw new Error(`re-check ${record.id} has no candidate`);
    const { ticketNumber, ...request } = openReviewPersonal(vault, record);
    const { examSessionId } = record;
    const [score, events, endsAt, waiting] = await Promise.all([
      readScoreRecord(db, vault, ticketNumber, request),
      listReviewEvents(db, record.id),
      reviewEndsAt(db, record),
      listReviews(db, { scope, examSessionId, state: 'pending', limit: 2 }),
    ]);
    return {
      ...standingOf(record),
      version: record.version,
      ticketNumber,
      score: score?.score ?? null,
      comparison: comparePapers({
        request,
        score: score ? (score.person ?? comparedOnly(score, request)) : { name: null, idNumber: null },
        roll: candidate.roll,
      }),
      roll: rollView(candidate.roll, candidate.campus),
      reason: openReason(vault, record.reason),
      endsAt: endsAt === 0 ? null : new Date(endsAt).toISOString(),
      history: events.map(({ event, actor, happenedAt }) => ({
        happenedAt: happenedAt.toISOString(),
        type: event.type,
        by: actorView(actor),
        reason: event.type === 'rejected' ? openReason(vault, event.sealedReason) : null,
      })),
      nextId: waiting.find(({ id }) => id !== record.id)?.id ?? null,
    };
  }
}

/** A record kept without the person: what is not the same is something else, unreadable. */
function comparedOnly(
  { sameName, sameIdNumber }: ScoreRecord,
  { name, idNumber }: { name: string; idNumber: string },
) {
  return { name: sameName ? name : '', idNumber: sameIdNumber ? idNumber : '' };
}

function standingOf(record: ReviewRecord) {
  const { id, state, submittedAt, decidedAt, decidedBy } = record;
  if (state === 'deleted') throw new Error(`re-check ${id} is deleted and not to be shown`);
  return {
    id,
    state,
    submittedAt: submittedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy: decidedBy === null ? null : actorView(decidedBy),
  };
}

/** The account of staff; of others only what they are. */
function actorView(actor: string): string {
  const [kind = '', name = ''] = actor.split('/');
  return kind === 'staff' ? name : kind === 'passport' ? 'candidate' : kind;
}

function cursorFrom(after: string | undefined) {
  const [submittedAt, id] = after?.split('_') ?? [];
  return submittedAt && id ? { submittedAt: new Date(Number(submittedAt)), id } : undefined;
}
