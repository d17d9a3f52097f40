import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { listWaiting, seenOf, waitingImpact } from '../../db/review/decide-many.ts';
import { type BulkDecision, bulkFilterOf } from '../../domain/batches/bulk.ts';
import { submittedBefore } from '../../domain/review/desk-filter.ts';
import type { Scope } from '../../domain/scopes.ts';
import { type BulkWish, narrowedTo, previewBulk, startBulk } from '../batches/bulk.ts';
import { batchSchema } from '../batches/schemas.ts';
import { batchView } from '../batches/view.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { openedSeasonToChange } from '../exam-session/season-named.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionQuery, idempotencyHeaders, json, jsonBody, problems } from '../http/schemas.ts';
import {
  decideAllSchema,
  decisionsPreviewSchema,
  previewDecisionsSchema,
  reviewsAskedFilter,
} from './schemas.ts';

/** Routes by which all re-checks that a filter of the desk finds waiting are decided alike (批量复核), by two people. */
export function staffManyReviewRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'reviews.decide') };
  const query = examSessionQuery.extend(reviewsAskedFilter.shape);

  async function wishOf(
    scope: Scope,
    { examSession, inside, kind, waitingDays }: z.infer<typeof query>,
    decision: BulkDecision,
  ): Promise<BulkWish> {
    const { id: examSessionId } = (await openedSeasonToChange(deps, examSession)).examSession;
    const asked = { inside, kind, waitingDays };
    const about = { examSessionId, scope: narrowedTo(scope, inside) };
    const filterNow = () => ({
      ...about,
      inside,
      kind,
      submittedBefore: submittedBefore(asked, clock.now()),
    });
    return {
      ...about,
      kind: 'decisions',
      filter: bulkFilterOf(asked),
      parameters: { decision },
      impact: () => waitingImpact(db, vault, filterNow()),
      each: async (limit) =>
        (await listWaiting(db, { ...filterNow(), after: null, limit })).map(
          (one) => `${one.record.id}/${seenOf(one)}`,
        ),
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/all/preview',
        summary: 'Which re-checks one decision would be about: how many wait, and the first ones',
        ...guarded,
        request: { query, body: jsonBody(previewDecisionsSchema) },
        responses: { 200: json(decisionsPreviewSchema), ...problems },
      }),
      async (c) => {
        const { decision } = c.req.valid('json');
        const wish = await wishOf(c.var.staff.scope, c.req.valid('query'), decision);
        return c.json(await previewBulk(deps, wish), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/all',
        summary: 'Decide all of a filter that wait alike, once a second person has approved it',
        ...guarded,
        request: { query, headers: idempotencyHeaders, body: jsonBody(decideAllSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const { decision, ...seen } = c.req.valid('json');
        const wish = await wishOf(c.var.staff.scope, c.req.valid('query'), decision);
        const batch = await startBulk(c, deps, wish, seen);
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    );
}
