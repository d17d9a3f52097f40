import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { SubmissionFilter } from '../../db/staff/submitted-order.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { Permission } from '../../domain/staff/permissions.ts';
import type { Verdict } from '../../domain/staff/two-people.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { cursorFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { decisionSchema, submissionsQuery } from './submission-schemas.ts';
import { decisionError, type Submission, verdictOf } from './submissions.ts';

/** A desk for what takes two people, described by the room whose submissions it decides. */
export interface SubmissionDesk<Name extends string, Row, One extends z.ZodType, List extends z.ZodType> {
  /** The name in the address, e.g. `rebinds`. */
  name: Name;
  permission: Permission;
  summary: { list: string; one: string; decision: string };
  schema: { one: One; list: List };
  list(filter: SubmissionFilter): Promise<Row[]>;
  read(id: string): Promise<Row | null>;
  submissionOf(row: Row): Submission & { schoolCode: string | null };
  listView(rows: Row[], nextCursor: string | null): Promise<z.infer<List>>;
  view(row: Row, account: string): Promise<z.infer<One>>;
  /** @returns null when there is none; the reason if the decision was refused, with what the answer says besides */
  decide(
    id: string,
    verdict: Verdict,
    by: { account: string; at: Date },
  ): Promise<{ record: Submission; refusal: DomainErrorCode | null; extra?: Record<string, unknown> } | null>;
}

/** Reads a submission; those outside one's scope are answered as if they did not exist. @throws ApiError NOT_FOUND */
export async function readInScope<Row>(
  desk: Pick<SubmissionDesk<string, Row, z.ZodType, z.ZodType>, 'read' | 'submissionOf'>,
  id: string,
  scope: Scope,
): Promise<Row> {
  const row = await desk.read(id);
  if (!row || !isInScope(desk.submissionOf(row).schoolCode, scope)) throw new ApiError('NOT_FOUND');
  return row;
}

/** Builds the routes of a desk: its list, one submission, and the decision of the second person. */
export function submissionRoutes<Name extends string, Row, One extends z.ZodType, List extends z.ZodType>(
  deps: ApiDependencies,
  desk: SubmissionDesk<Name, Row, One, List>,
) {
  const { vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, desk.permission) };
  const idParam = z.object({ id: z.uuid() });

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: `/staff/${desk.name}` as const,
        summary: desk.summary.list,
        request: { query: submissionsQuery },
        responses: { 200: json(desk.schema.list), ...problems },
      }),
      async (c) => {
        const { state, after, limit } = c.req.valid('query');
        const { scope } = c.var.staff;
        const rows = await desk.list({ state, scope, after: cursorFrom(after), limit: limit + 1 });
        const { nextCursor } = pageOf(rows.map(desk.submissionOf), limit);
        return c.json((await desk.listView(rows.slice(0, limit), nextCursor)) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: `/staff/${desk.name}/{id}` as const,
        summary: desk.summary.one,
        request: { params: idParam },
        responses: { 200: json(desk.schema.one), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const row = await readInScope(desk, c.req.valid('param').id, scope);
        return c.json((await desk.view(row, account)) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: `/staff/${desk.name}/{id}/decision` as const,
        summary: desk.summary.decision,
        request: { params: idParam, body: jsonBody(decisionSchema) },
        responses: { 200: json(desk.schema.one), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        await readInScope(desk, id, scope);
        const verdict = verdictOf(vault, c.req.valid('json'));
        const decided = await desk.decide(id, verdict, { account, at: clock.now() });
        if (!decided) throw new ApiError('NOT_FOUND');
        const { record, refusal, extra } = decided;
        if (refusal) throw decisionError(refusal, record, extra);
        return c.json((await desk.view(await readInScope(desk, id, scope), account)) as never, 200);
      },
    );
}
