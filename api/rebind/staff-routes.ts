import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { emailIndex } from '../../db/person/personal-index.ts';
import { decideRebindRecord } from '../../db/rebind/decide-rebind.ts';
import { listRebinds, readRebind, type RebindRecord } from '../../db/rebind/read-rebind.ts';
import { submitRebind } from '../../db/rebind/submit-rebind.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { rebindRows, rebindView } from './view.ts';
import { json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { rebindListSchema, type rebindRowSchema, rebindSchema, submitRebindSchema } from './schemas.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { withdrawSubmission } from '../../db/staff/withdraw-submission.ts';
import { type SubmissionDesk, submissionRoutes, submitOnce } from '../staff/submission-routes.ts';

/** Routes by which support moves a candidate who lost a passport to a new one: one person submits, another decides. */
export function staffRebindRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const desk = rebindDesk(deps);

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'rebinds.submit'),
        method: 'post',
        path: '/staff/rebinds',
        summary: 'Submit a rebind for a second person to decide',
        request: { headers: idempotencyHeaders, body: jsonBody(submitRebindSchema) },
        responses: { 200: json(rebindSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { account, scope } = c.var.staff;
        const view = await submitOnce(c, deps, desk, { kind: 'rebind', body }, async (id, command) => {
          const rebind = {
            id,
            newPassportId: body.newPassportId,
            emailIndex: emailIndex(vault, body.email),
            submittedBy: account,
            scope,
            command,
          };
          const refusal = await submitRebind(db, vault, rebind, clock.now());
          if (refusal) throw new ApiError(refusal);
        });
        return c.json(view, 200);
      },
    )
    .route('/', submissionRoutes(deps, desk));
}

function rebindDesk(deps: ApiDependencies) {
  const { db, vault } = deps;
  return {
    name: 'rebinds',
    permission: { read: 'rebinds.read', decide: 'rebinds.decide' },
    summary: {
      list: 'Rebinds in a state: those waiting longest first, decided ones newest first',
      one: 'One rebind: both passports side by side, masked, and what would move',
      decision: 'Approve or reject, never by whoever submitted; of two people one decides',
    },
    schema: { one: rebindSchema, list: rebindListSchema },
    list: (reader, filter) => listRebinds(reader, filter),
    read: (id) => readRebind(db, id),
    reasonPlace: SEALED.rebindReason,
    submissionOf: (record) => record,
    listed: (records) => rebindRows(deps, records),
    listView: (rebinds, nextCursor) => ({ rebinds, nextCursor }),
    columns: [
      ['新通行证ID', 'New passport', ({ newPassportId }) => newPassportId],
      ['原通行证ID', 'Old passport', ({ oldPassportId }) => oldPassportId],
      ['姓名', 'Name', ({ name }) => name],
      ['证件号码', 'ID number', ({ idNumber }) => idNumber],
    ],
    view: (record, account) => rebindView(deps, record, account),
    decide: (id, verdict, by) => decideRebindRecord(db, vault, id, verdict, by),
    withdraw: (id, by) => withdrawSubmission(db, 'rebinds', id, by),
  } satisfies SubmissionDesk<
    'rebinds',
    RebindRecord,
    z.infer<typeof rebindRowSchema>,
    typeof rebindSchema,
    typeof rebindListSchema
  >;
}
