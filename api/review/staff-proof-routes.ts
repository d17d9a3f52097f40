import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { recordAudit } from '../../db/record-audit.ts';
import { addReviewProof, proofsOf, removeReviewProof } from '../../db/review/review-proofs.ts';
import { listProofs, readProof } from '../../db/staff/proofs.ts';
import { staffActor } from '../../domain/actor.ts';
import { proofsRefusal } from '../../domain/review/proofs.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';
import { answerProof, proofBody, proofFile, proofSchema, proofView, takeProof } from '../staff/proofs.ts';
import { reviewInScope } from './review-in-scope.ts';

/** Routes for the files by which a school proves a re-check: added while it waits, seen by those who decide. */
export function staffReviewProofRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'reviews.decide') };
  const idParam = z.object({ id: z.uuid() });
  const proofParam = z.object({ id: z.uuid(), proof: z.uuid() });
  const listSchema = z.object({ proofs: z.array(proofSchema) });
  const listed = async (id: string) => ({ proofs: (await listProofs(db, proofsOf(id))).map(proofView) });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/staff/reviews/{id}/proofs',
        summary: 'Add a proof, as it is: JPEG, PNG or PDF',
        ...guarded,
        request: { params: idParam, body: proofBody },
        responses: { 200: json(listSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const record = await reviewInScope(db, c.req.valid('param').id, scope);
        const early = proofsRefusal(record, (await listProofs(db, proofsOf(record.id))).length);
        if (early) throw new ApiError(early);
        const { id: proofId } = await takeProof(deps, c, { about: proofsOf(record.id), account });
        const refusal = await addReviewProof(db, { reviewId: record.id, proofId, account }, clock.now());
        if (refusal) throw new ApiError(refusal);
        return c.json(await listed(record.id), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/staff/reviews/{id}/proofs/{proof}',
        summary: 'A proof as a file; who looked is kept',
        ...guarded,
        request: { params: proofParam },
        responses: { 200: proofFile, ...problems },
      }),
      async (c) => {
        const { id, proof: proofId } = c.req.valid('param');
        const { account, scope } = c.var.staff;
        await reviewInScope(db, id, scope);
        const proof = await readProof(db, vault, { id: proofId, boundTo: proofsOf(id) });
        if (!proof) throw notFoundFor(proof);
        await recordAudit(db, {
          actor: staffActor(account),
          action: 'reviewProofOpened',
          target: proofsOf(id),
          details: { proofId },
          happenedAt: clock.now(),
        });
        return answerProof(c, proofId, proof);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/staff/reviews/{id}/proofs/{proof}',
        summary: 'Remove a proof that one sent by mistake, while nothing is decided',
        ...guarded,
        request: { params: proofParam },
        responses: { 200: json(listSchema), ...problems },
      }),
      async (c) => {
        const { id, proof: proofId } = c.req.valid('param');
        const { account, scope } = c.var.staff;
        await reviewInScope(db, id, scope);
        const refusal = await removeReviewProof(db, { reviewId: id, proofId, account }, clock.now());
        if (refusal) throw new ApiError(refusal);
        return c.json(await listed(id), 200);
      },
    );
}
