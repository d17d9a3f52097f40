import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { listRollNames } from '../../db/roll/list-roll-names.ts';
import { collegeOf, type Scope, SCHOOL_DIGITS, schoolCodeOf } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';
import { titleSchema } from '../http/text-schemas.ts';
import { peopleFilter } from './photo-schemas.ts';

/** The most names that are offered. */
const MOST_NAMES = 50;

const rollNamesSchema = z
  .object({
    names: z.array(z.string()),
    more: z.boolean().openapi({ description: 'There are more that begin so' }),
  })
  .openapi('RollNames');

/** The route by which a filter offers the colleges and classes that there are. */
export function staffRollNameRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      tags: ['staff'],
      ...requireStaff(deps, 'rolls.read'),
      method: 'get',
      path: '/staff/roll-names',
      summary: `The colleges of a school of the scope, or the classes of a college: at most ${MOST_NAMES}; none while no school is named`,
      request: {
        query: peopleFilter.omit({ class: true }).extend({ begins: titleSchema(60).optional() }),
      },
      responses: { 200: json(rollNamesSchema), ...problems },
    }),
    async (c) => {
      const { examSession: named, inside, college, begins } = c.req.valid('query');
      const { scope } = c.var.staff;
      const schoolCode = inside ? schoolCodeOf(inside) : ownSchool(scope);
      if (schoolCode === null) return c.json({ names: [], more: false }, 200);
      const { id: examSessionId } = (await anySeasonNamed(deps, named)).examSession;
      const asked = { examSessionId, scope, schoolCode, college: college ?? collegeOf(scope)?.name, begins };
      const names = await listRollNames(deps.db, asked, MOST_NAMES + 1);
      return c.json({ names: names.slice(0, MOST_NAMES), more: names.length > MOST_NAMES }, 200);
    },
  );
}

function ownSchool(scope: Scope): string | null {
  return scope.length < SCHOOL_DIGITS ? null : schoolCodeOf(scope);
}
