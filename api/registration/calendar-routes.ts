import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readCandidateCalendar } from '../../db/registration/read-candidate-calendar.ts';
import { registrationCalendar } from '../../gateways/calendar/registration-calendar.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { linkedFileQuery, problems } from '../http/schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { readRegistrationFacts } from './facts.ts';

const calendarFile = {
  description: 'Deadlines of what is unpaid or not chosen, exams of what is paid (RFC 5545)',
  content: { 'text/calendar': { schema: z.string() } },
};

/** The route of the calendar file, a plain link that browsers inside other apps can follow too. */
export function calendarRoutes(deps: ApiDependencies) {
  const { db, clock, settings } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/registration/calendar',
      tags: ['registration'],
      summary: 'The deadlines and exams of the signed-in candidate as a calendar file',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: { query: linkedFileQuery },
      responses: { 200: calendarFile, ...problems },
    }),
    async (c) => {
      const { examSession } = c.req.valid('query');
      const { record } = await readRegistrationFacts(deps, c.var.candidate.passportId, examSession);
      const now = clock.now();
      const calendar = await readCandidateCalendar(db, record.id, now);
      const file = calendar && registrationCalendar(calendar, settings.publicUrl, now);
      if (file === null) throw new ApiError('CALENDAR_EMPTY');
      return c.body(file, 200, {
        'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH',
        'Content-Disposition': `attachment; filename="cet-${record.examSessionId}.ics"`,
      });
    },
  );
}
