import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { mailEmailVerification } from '../../db/passport/mail-email-verification.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { candidateActor } from '../../domain/actor.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { newVerification } from './email-verification.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { passportView } from './view.ts';
import { json, problems } from '../http/schemas.ts';
import { meSchema, verificationSentSchema } from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import type { ApiTools } from '../tools.ts';
import { countVerification } from './verification-limits.ts';

export function meRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'limits' | 'registrationSummaries'>) {
  const guard = requireCandidate(deps);
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/me',
        tags: ['passports'],
        summary: 'The signed-in passport',
        security: CANDIDATE_ONLY,
        middleware: guard,
        responses: { 200: json(meSchema), ...problems },
      }),
      async (c) => c.json(await passportView(deps, tools, c.var.candidate), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/me/email-verification',
        tags: ['passports'],
        summary: 'Mail the link that verifies the email again',
        security: CANDIDATE_ONLY,
        middleware: guard,
        responses: { 200: json(verificationSentSchema), ...problems },
      }),
      async (c) => {
        const passport = await readPassport(deps.db, deps.vault, c.var.candidate.passportId);
        if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
        if (passport.emailVerifiedAt) throw new ApiError('ALREADY_VERIFIED');
        await tools.limits.count('verificationMail', candidateActor(passport.id));
        await countVerification(tools.limits, {
          addressIndex: passport.emailIndex,
          network: c.var.clientNetwork,
        });
        const now = deps.clock.now();
        const verification = newVerification(deps.vault, now);
        await deps.db.transaction((tx) =>
          mailEmailVerification(
            tx,
            deps.vault,
            { passportId: passport.id, emailIndex: passport.emailIndex, ...verification },
            now,
          ),
        );
        return c.json({ expiresAt: isoInstant(verification.expiresAt) }, 200);
      },
    );
}
