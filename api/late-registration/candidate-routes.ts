import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readOwnExtraWindow } from '../../db/late-registration/read-own-extra-window.ts';
import { hasOwnNumber } from '../../db/passport/own-number.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { nameIndex } from '../../db/person/personal-index.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { examSessionQuery, json, orNull, problems } from '../http/schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { extraWindowSchema, extraWindowView } from '../registration/extra-window-view.ts';

/** The route by which a candidate without a registration learns of an extra window before anything is looked up. */
export function lateRegistrationRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/late-registration',
      tags: ['registration'],
      summary: 'The extra window in which the signed-in candidate registers late; null without one',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: { query: examSessionQuery },
      responses: {
        200: json(z.object({ window: orNull(extraWindowSchema) }).openapi('LateRegistration')),
        ...problems,
      },
    }),
    async (c) => {
      const { passport, provinceCode } = c.var.candidate;
      const { id: examSessionId } = (await seasonNamed(deps, c.req.valid('query').examSession)).examSession;
      // A roll entry is for whoever has the ID number, not for somebody who merely names it.
      const isOwn = provinceCode !== null && (await hasOwnNumber(db, passport));
      const window = isOwn
        ? await readOwnExtraWindow(db, {
            examSessionId,
            provinceCode,
            idNumberIndex: passport.idNumberIndex,
            nameIndex: nameIndex(vault, openPassport(vault, passport).name),
          })
        : null;
      return c.json({ window: window && extraWindowView(window) }, 200);
    },
  );
}
