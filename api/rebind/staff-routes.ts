import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { emailIndex } from '../../db/person/personal-index.ts';
import { decideRebindRecord } from '../../db/rebind/decide-rebind.ts';
import { listRebinds, readRebind, type RebindRecord } from '../../db/rebind/read-rebind.ts';
import { submitRebind } from '../../db/rebind/submit-rebind.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { cursorFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { rebindRows, rebindView } from './view.ts';
import { json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { rebindListSchema, rebindSchema, submitRebindSchema } from './schemas.ts';
import { decisionSchema, submissionsQuery } from '../staff/submission-schemas.ts';
import { decisionError, verdictOf } from '../staff/submissions.ts';
import { staffActor } from '../../domain/actor.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';

/** Routes by which support moves a candidate who lost a passport to a new one: one person submits, another decides. */
export function staffRebindRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const desk = { tags: ['staff'], ...requireStaff(deps, 'rebinds.decide') };
  const idParam = z.object({ id: z.uuid() });

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
        const intent = intentOf(c, staffActor(account), 'rebinds', body);
        const { subject } = await runOnce(deps, intent, async (command) => {
          const rebind = {
            id: randomUUID(),
            newPassportId: body.newPassportId,
            emailIndex: emailIndex(vault, body.email),
            submittedBy: account,
            scope,
            command,
          };
          const refusal = await submitRebind(db, vault, rebind, clock.now());
          if (refusal) throw new ApiError(refusal);
          return { subject: subjectOf('rebind', rebind.id), answer: SUBMITTED };
        });
        return c.json(await rebindView(deps, await inScope(subjectId(subject), scope), account), 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'get',
        path: '/staff/rebinds',
        summary: 'Rebinds in a state: those waiting longest first, decided ones newest first',
        request: { query: submissionsQuery },
        responses: { 200: json(rebindListSchema), ...problems },
      }),
      async (c) => {
        const { state, after, limit } = c.req.valid('query');
        const { scope } = c.var.staff;
        const rows = await listRebinds(db, { state, scope, after: cursorFrom(after), limit: limit + 1 });
        const { shown, nextCursor } = pageOf(rows, limit);
        return c.json({ rebinds: await rebindRows(deps, shown), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'get',
        path: '/staff/rebinds/{id}',
        summary: 'One rebind: both passports side by side, masked, and what would move',
        request: { params: idParam },
        responses: { 200: json(rebindSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const record = await inScope(c.req.valid('param').id, scope);
        return c.json(await rebindView(deps, record, account), 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'post',
        path: '/staff/rebinds/{id}/decision',
        summary: 'Approve or reject, never by whoever submitted; of two people one decides',
        request: { params: idParam, body: jsonBody(decisionSchema) },
        responses: { 200: json(rebindSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = await inScope(c.req.valid('param').id, scope);
        const decided = await decideRebindRecord(db, vault, id, verdictOf(vault, c.req.valid('json')), {
          account,
          at: clock.now(),
        });
        if (!decided) throw new ApiError('NOT_FOUND');
        const { record, refusal } = decided;
        if (refusal) throw decisionError(refusal, record);
        return c.json(await rebindView(deps, record, account), 200);
      },
    );

  /** Finds a rebind; those outside one's scope are answered as if they did not exist. */
  async function inScope(id: string, scope: Scope): Promise<RebindRecord> {
    const record = await readRebind(db, id);
    if (!record || !isInScope(record.schoolCode, scope)) throw new ApiError('NOT_FOUND');
    return record;
  }
}
