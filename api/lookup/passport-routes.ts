import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type ListedPassport, listPassports } from '../../db/lookup/list-passports.ts';
import type { Vault } from '../../db/vault.ts';
import { PASSPORT_FILTERS } from '../../domain/lookup/passport-filter.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { orderSchema } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionQuery, json, orNull, problems, stageSchema } from '../http/schemas.ts';
import { patternSchema } from '../http/text-schemas.ts';
import { passportRowSchema } from './schemas.ts';
import { passportRow } from './view.ts';

const MAX_LIST = 100;

const listedSchema = passportRowSchema
  .extend({
    candidateId: orNull(z.uuid()).openapi({ description: "Leads to the candidate's page" }),
    stage: orNull(stageSchema).openapi({ description: 'Of its registration in the exam session' }),
  })
  .openapi('ListedPassport');

/** Routes by which staff look through the passports of their scope (通行证ID管理). */
export function staffPassportRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      tags: ['staff'],
      ...requireStaff(deps, 'candidates.read'),
      method: 'get',
      path: '/staff/passports',
      summary:
        'Passports, masked: to the whole country those registered last first, to a narrower scope those on its rolls. A page may be short where few fit',
      request: {
        query: examSessionQuery.extend({
          state: z.enum(PASSPORT_FILTERS).optional(),
          order: orderSchema,
          after: patternSchema(/^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/).optional(),
          limit: z.coerce.number().int().min(1).max(MAX_LIST).default(50),
        }),
      },
      responses: {
        200: json(
          z.object({
            examSessionId: z.string(),
            passports: z.array(listedSchema),
            nextCursor: z.string().nullable(),
          }),
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { examSession: named, state: filter, ...part } = c.req.valid('query');
      const { examSession } = await anySeasonNamed(deps, named);
      const asked = { examSessionId: examSession.id, scope: c.var.staff.scope, filter, ...part };
      const page = await listPassports(db, vault, asked);
      const passports = page.rows.map((row) => listedView(vault, row));
      return c.json({ examSessionId: examSession.id, passports, nextCursor: page.after }, 200);
    },
  );
}

function listedView(
  vault: Vault,
  { passport, candidateId, stage }: ListedPassport,
): z.infer<typeof listedSchema> {
  return { ...passportRow(vault, passport), candidateId, stage };
}
