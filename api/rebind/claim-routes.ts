import { isoInstant } from '../../domain/time.ts';
import type { SubmittedCursor } from '../../db/staff/submitted-order.ts';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { type ClaimRecord, listClaims } from '../../db/rebind/list-claims.ts';
import type { Vault } from '../../db/vault.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { comparableName, maskName } from '../../domain/person/names.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { answerExport, type ExportColumn, exporting, exportQuery, momentCell } from '../http/list-export.ts';
import { afterSchema, cursorFrom, orderSchema, pageOf, submittedCursor } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';
import { claimListSchema, type claimSchema } from './schemas.ts';

const MAX_LIST = 100;

const claimsFilter = z.object({ order: orderSchema });

/** Routes by which support sees whose ID numbers are claimed, before anybody calls. */
export function staffClaimRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'rebinds.submit') };
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/claims',
        summary:
          'Verified claims to ID numbers that other passports reserve: those waiting longest first, masked',
        request: {
          query: claimsFilter.extend({
            after: afterSchema,
            limit: z.coerce.number().int().min(1).max(MAX_LIST).default(20),
          }),
        },
        responses: { 200: json(claimListSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, order } = c.req.valid('query');
        const { scope } = c.var.staff;
        const records = await listClaims(db, { scope, order, after: cursorFrom(after), limit: limit + 1 });
        const { shown, nextCursor } = pageOf(records, limit, (last) => submittedCursor(claimCursor(last)));
        return c.json({ claims: shown.map((record) => claimView(vault, record)), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'claims'),
        path: '/staff/claims/exports',
        request: { query: exportQuery(claimsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { scope } = c.var.staff;
        return answerExport(c, deps, {
          list: 'claims',
          query,
          page: (reader, after: SubmittedCursor | undefined, limit) =>
            listClaims(reader, { scope, order: query.order, after, limit }),
          cursorOf: claimCursor,
          shown: (records) => records.map((record) => claimView(vault, record)),
          columns: COLUMNS,
        });
      },
    );
}

function claimCursor({ claimant: { id, heldSince } }: ClaimRecord) {
  return { id, submittedAt: heldSince };
}

const COLUMNS: ExportColumn<z.infer<typeof claimSchema>>[] = [
  ['新通行证ID', 'New passport', ({ newPassportId }) => newPassportId],
  ['原通行证ID', 'Old passport', ({ oldPassportId }) => oldPassportId],
  ['姓名', 'Name', ({ name }) => name],
  ['证件号码', 'ID number', ({ idNumber }) => idNumber],
  ['邮箱', 'Email', ({ email }) => email],
  ['提出时间', 'Claimed', ({ claimedAt }) => momentCell(claimedAt)],
  ['姓名一致', 'Same name', ({ sameName }) => sameName],
  ['原通行证有报名', 'The old one has a registration', ({ oldRegistered }) => oldRegistered],
  ['原通行证邮箱已验证', 'Email of the old one verified', ({ oldEmailVerified }) => oldEmailVerified],
];

function claimView(
  vault: Vault,
  { claimant, reserver, registered }: ClaimRecord,
): z.infer<typeof claimSchema> {
  const [claiming, reserving] = [openPassport(vault, claimant), openPassport(vault, reserver)];
  return {
    newPassportId: claimant.id,
    oldPassportId: reserver.id,
    claimedAt: isoInstant(claimant.heldSince),
    name: maskName(claiming.name),
    idNumber: maskIdNumber(claiming.idNumber),
    email: maskEmail(claiming.email),
    sameName: comparableName(claiming.name) === comparableName(reserving.name),
    oldRegistered: registered,
    oldEmailVerified: reserver.emailVerifiedAt !== null,
  };
}
