import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { answerCommand } from './answer-command.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { examSessionQuery, json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { commandAnswerSchema, joinWaitlistSchema, leaveWaitlistSchema } from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';

const waitParameters = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** 候补: routes for joining the queue of a full pool and leaving it. */
export function waitlistRoutes(deps: ApiDependencies) {
  const guarded = { tags: ['registration'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'post',
        path: '/registration/waitlist-entries',
        summary: '提交候补',
        ...guarded,
        request: { query: examSessionQuery, headers: idempotencyHeaders, body: jsonBody(joinWaitlistSchema) },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const answer = await answerCommand(deps, c, body, (ids) => ({
          type: 'joinWaitlist',
          ...ids,
          waitlistEntryId: `w-${ids.commandId.slice(0, 24)}`,
          offeringId: body.offeringId,
        }));
        return c.json(answer, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/registration/waitlist-entries/{id}',
        summary: '取消候补, with a reason',
        ...guarded,
        request: {
          query: examSessionQuery,
          headers: idempotencyHeaders,
          params: waitParameters,
          body: jsonBody(leaveWaitlistSchema),
        },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { reason } = c.req.valid('json');
        const answer = await answerCommand(deps, c, { reason }, (ids) => ({
          type: 'leaveWaitlist',
          ...ids,
          waitlistEntryId: id,
          words: reason,
        }));
        return c.json(answer, 200);
      },
    );
}
