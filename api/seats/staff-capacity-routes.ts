import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { decideCapacityChange } from '../../db/seats/decide-capacity-change.ts';
import {
  type CapacityChangeRow,
  listCapacityChanges,
  readCapacityChangeRow,
  schoolOfCampus,
} from '../../db/seats/read-capacity-change.ts';
import { findOffering } from '../../db/exam-session/read-offerings.ts';
import { submitCapacityChange } from '../../db/seats/submit-capacity-change.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { cursorFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import {
  capacityChangeListSchema,
  capacityChangeSchema,
  submitCapacityChangeSchema,
} from './capacity-schemas.ts';
import { examSessionQuery, json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { decisionSchema, submissionsQuery } from '../staff/submission-schemas.ts';
import { decidableView, decisionError, submissionView, verdictOf } from '../staff/submissions.ts';
import { staffActor } from '../../domain/actor.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';

/**
 * Routes by which a school, its province or the centre changes the number of seats: one person can raise it, a cut
 * takes two.
 */
export function staffCapacityChangeRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const desk = { tags: ['staff'], ...requireStaff(deps, 'capacity.change') };
  const idParam = z.object({ id: z.uuid() });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...desk,
        method: 'post',
        path: '/staff/capacity-changes',
        summary:
          'Change the seats of a subject at a campus: a raise is made, a cut waits for a second person',
        request: {
          query: examSessionQuery,
          headers: idempotencyHeaders,
          body: jsonBody(submitCapacityChangeSchema),
        },
        responses: { 200: json(capacityChangeSchema), ...problems },
      }),
      async (c) => {
        const { campus, subject, capacity } = c.req.valid('json');
        const { account, scope } = c.var.staff;
        const { id: examSessionId } = await examSessionNamed(deps, c.req.valid('query').examSession);
        const schoolCode = await schoolOfCampus(db, campus);
        const offeringId = await findOffering(db, examSessionId, campus, subject);
        // Places outside one's scope are answered as if they did not exist.
        if (schoolCode === null || offeringId === null || !isInScope(schoolCode, scope))
          throw new ApiError('SUBJECT_NOT_OFFERED');
        const intent = intentOf(c, staffActor(account), 'capacity-changes', { offeringId, capacity });
        const accepted = await runOnce(deps, intent, async (command) => {
          const change = {
            id: randomUUID(),
            offeringId,
            schoolCode,
            capacity,
            submittedBy: account,
            command,
          };
          const outcome = await submitCapacityChange(db, change, clock.now());
          if (outcome.kind === 'refused')
            throw new ApiError(outcome.code, { extra: { least: outcome.least } });
          return { subject: subjectOf('capacity-change', change.id), answer: SUBMITTED };
        });
        return c.json(view(await inScope(subjectId(accepted.subject), scope), account), 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'get',
        path: '/staff/capacity-changes',
        summary: 'Changes in a state: those waiting longest first, decided ones newest first',
        request: { query: submissionsQuery },
        responses: { 200: json(capacityChangeListSchema), ...problems },
      }),
      async (c) => {
        const { state, after, limit } = c.req.valid('query');
        const { scope } = c.var.staff;
        const rows = await listCapacityChanges(db, {
          state,
          scope,
          after: cursorFrom(after),
          limit: limit + 1,
        });
        const { nextCursor } = pageOf(
          rows.map(({ change }) => change),
          limit,
        );
        return c.json({ capacityChanges: rows.slice(0, limit).map(rowView), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'get',
        path: '/staff/capacity-changes/{id}',
        summary: 'One change, with the seats as they are now',
        request: { params: idParam },
        responses: { 200: json(capacityChangeSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        return c.json(view(await inScope(c.req.valid('param').id, scope), account), 200);
      },
    )
    .openapi(
      createRoute({
        ...desk,
        method: 'post',
        path: '/staff/capacity-changes/{id}/decision',
        summary: 'Approve or reject a cut, never by whoever submitted it; of two people one decides',
        request: { params: idParam, body: jsonBody(decisionSchema) },
        responses: { 200: json(capacityChangeSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        await inScope(id, scope);
        const verdict = verdictOf(vault, c.req.valid('json'));
        const decided = await decideCapacityChange(db, id, verdict, { account, at: clock.now() });
        if (!decided) throw new ApiError('NOT_FOUND');
        const { record, refusal, least } = decided;
        if (refusal) throw decisionError(refusal, record, { least });
        return c.json(view(await inScope(id, scope), account), 200);
      },
    );

  /** Finds a change; those outside one's scope are answered as if they did not exist. */
  async function inScope(id: string, scope: Scope): Promise<CapacityChangeRow> {
    const row = await readCapacityChangeRow(db, id);
    if (!row || !isInScope(row.change.schoolCode, scope)) throw new ApiError('NOT_FOUND');
    return row;
  }

  function view(row: CapacityChangeRow, account: string) {
    return { ...rowView(row), ...decidableView(vault, row.change, account) };
  }
}

function rowView({ change, offering, pool }: CapacityChangeRow) {
  const { capacity, free, offered, held, paid, waiting } = pool;
  return {
    ...submissionView(change),
    examSessionId: offering.examSessionId,
    campus: offering.campusCode,
    subject: offering.subjectCode,
    before: change.before,
    capacity: change.capacity,
    pool: { capacity, free, offered, held, paid, waiting },
  };
}
