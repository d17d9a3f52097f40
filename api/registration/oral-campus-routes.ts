import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listOralHosts } from '../../db/exam-session/list-oral-campuses.ts';
import { oralCampus } from '../../domain/exam-session/campus.ts';
import { campusSettings, subjectNamed } from '../../domain/exam-session/season.ts';
import { seatsOnSale } from '../../domain/seats/seats.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { lineSchema } from '../http/text-schemas.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { readRegistrationFacts } from './facts.ts';
import { examSessionQuery, json, problems } from '../http/schemas.ts';
import { oralCampusesSchema } from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { campusView, subjectView } from '../exam-session/view.ts';

/** Routes for the other campuses where an oral can be taken. */
export function oralCampusRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/registration/campuses',
      tags: ['registration'],
      summary: 'Other campuses for an oral; none unless the own campus lets its candidates out',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: {
        query: examSessionQuery.extend({
          mode: z.literal('oral'),
          search: lineSchema(200)
            .default('')
            .openapi({ description: 'Part of the code, or of the name of campus or school' }),
        }),
      },
      responses: { 200: json(oralCampusesSchema), ...problems },
    }),
    async (c) => {
      const { examSession: sessionId, search } = c.req.valid('query');
      const { record, season } = await readRegistrationFacts(deps, c.var.candidate.passportId, sessionId);
      const home = oralCampus(record.campusCode, campusSettings(season, record.campusCode));
      if (!home.letsOut) return c.json({ letsOut: false, campuses: [] }, 200);
      const hosts = await listOralHosts(deps.db, {
        examSessionId: record.examSessionId,
        homeCode: home.code,
        search,
      });
      const now = deps.clock.now();
      const shown = hosts.map((host) => {
        const { admitsOutsidersFrom } = oralCampus(host.code, host.settings);
        const opensAt = Math.max(host.opensAt, admitsOutsidersFrom ?? 0);
        return {
          ...campusView(host),
          opensAt: isoInstant(opensAt),
          isOpen: opensAt <= now,
          seats: host.pools.map(({ subjectCode, ...pool }) => ({
            subject: subjectView(subjectNamed(season, subjectCode)),
            seatsFree: seatsOnSale(pool),
          })),
        };
      });
      return c.json({ letsOut: true, campuses: shown }, 200);
    },
  );
}
