import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type AuditVerification, askVerification, listVerifications } from '../../db/audit-verifications.ts';
import { VERIFICATION_STATES } from '../../db/schema/index.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { pageOf, rowCursorSchema } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { instantSchema, json, MAX_ROW_ID, problems } from '../http/schemas.ts';

const MAX_LIST = 20;

const trailSchema = z.object({
  trail: z.string(),
  sealCount: z.number().int(),
  rowCount: z.number().int(),
  unsealedCount: z.number().int().openapi({ description: 'Rows that no seal covers yet' }),
  head: z.string(),
  lastRow: z.string().openapi({ description: 'The last row that was compared' }),
  findingCount: z.number().int(),
  findings: z.array(z.string()).openapi({ description: 'The first hundred' }),
});

const verificationSchema = z
  .object({
    id: z.number().int(),
    askedBy: z.string(),
    askedAt: instantSchema,
    state: z.enum(VERIFICATION_STATES),
    finishedAt: instantSchema.nullable(),
    report: z
      .object({ trails: z.array(trailSchema), lostHeads: z.array(z.string()) })
      .nullable()
      .openapi({ description: 'Null until it is done' }),
  })
  .openapi('AuditVerification');

export const verificationsSchema = z
  .object({ verifications: z.array(verificationSchema), nextCursor: z.string().nullable() })
  .openapi('AuditVerifications');

const verificationsQuery = z.object({
  after: rowCursorSchema(MAX_ROW_ID),
  limit: z.coerce.number().int().min(1).max(MAX_LIST).default(5),
});

/** Routes by which the centre has what is written for good compared with its seals, and reads what was found. */
export function auditVerificationRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'audit.read') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/audit/verifications',
        summary: 'Verifications of what is written for good, newest first, with what was found',
        request: { query: verificationsQuery },
        responses: { 200: json(verificationsSchema), ...problems },
      }),
      async (c) => {
        const { after, limit } = c.req.valid('query');
        const rows = seesAll(c.var.staff.scope)
          ? await listVerifications(db, { before: after, limit: limit + 1 })
          : [];
        const { shown, nextCursor } = pageOf(rows, limit, ({ id }) => String(id));
        return c.json({ verifications: shown.map(verificationView), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/audit/verifications',
        summary: 'Ask for a verification; while one is under way, that is answered',
        responses: { 200: json(verificationSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        if (!seesAll(scope)) throw new ApiError('OUT_OF_SCOPE');
        return c.json(verificationView(await askVerification(db, account, clock.now())), 200);
      },
    );
}

/** Entries have no place: smaller scopes see none. */
function seesAll(scope: Scope): boolean {
  return isInScope(null, scope);
}

function verificationView({ id, askedBy, askedAt, state, finishedAt, report }: AuditVerification) {
  return {
    id,
    askedBy,
    askedAt: isoInstant(askedAt),
    state,
    finishedAt: isoInstant(finishedAt),
    report,
  };
}
