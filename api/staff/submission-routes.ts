import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { CommandIdentity } from '../../db/commands.ts';
import type { SubmittedCursor } from '../../db/staff/submitted-order.ts';
import type { SubmissionFilter } from '../../db/staff/submitted-order.ts';
import { staffActor } from '../../domain/actor.ts';
import { type SubjectKind, subjectId, subjectOf } from '../../domain/command-subject.ts';
import type { ExportedList } from '../../domain/audit.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { Reader } from '../../db/reader.ts';
import { sealedVerdict } from '../../db/staff/sealed-reason.ts';
import { SUBMISSION_STATE_WORDS } from '../../domain/staff/submission-words.ts';
import { may, type Permission, type StaffRole } from '../../domain/staff/permissions.ts';
import { SUBMITTED, type Verdict } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { intentOf, runOnce } from '../commands/run-once.ts';
import type { ErrorCode } from '../http/error-codes.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { cursorFrom, pageOf, submittedCursor } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, type ProblemMembers, problems } from '../http/schemas.ts';
import {
  decisionSchema,
  type SubmissionsFilter,
  submissionsFilter,
  submissionsQuery,
} from './submission-schemas.ts';
import type { SealedPlace } from '../../db/sealed-places.ts';
import { decisionError, type Submission, type submissionView } from './submissions.ts';

/** A desk for what takes two people, described by the room whose submissions it decides. */
export interface SubmissionDesk<
  Name extends ExportedList,
  Row,
  Listed,
  One extends z.ZodType,
  List extends z.ZodType,
> {
  /** The name in the address, e.g. `rebinds`. */
  name: Name;
  permission: { read: Permission; decide: Permission };
  summary: { list: string; one: string; decision: string };
  schema: { one: One; list: List };
  list(db: Reader, filter: SubmissionFilter, role: StaffRole): Promise<Row[]>;
  read(id: string): Promise<Row | null>;
  /** Tells whether a role sees one of them, where the permission to read does not say so of each. */
  maySee?(row: Row, role: StaffRole): boolean;
  /** Where the reason for a rejection is sealed. */
  reasonPlace(id: string): SealedPlace;
  submissionOf(row: Row): Submission & { schoolCode: string | null };
  /** Shows rows of the list. */
  listed(rows: Row[]): Listed[] | Promise<Listed[]>;
  listView(listed: Listed[], nextCursor: string | null): z.infer<List>;
  /** The columns of its export besides those of every submission. */
  columns: readonly ExportColumn<Listed>[];
  view(row: Row, account: string): Promise<z.infer<One>>;
  /** @returns null when there is none; the reason if the decision was refused, with what the answer says besides */
  decide(
    id: string,
    verdict: Verdict,
    by: { account: string; at: Instant },
  ): Promise<{ record: Submission; refusal: DomainErrorCode | null; extra?: ProblemMembers } | null>;
  /** Takes it back for its author. @returns the reason if it was refused */
  withdraw(id: string, by: { account: string; at: Instant }): Promise<ErrorCode | null>;
}

/** Reads a submission; those outside one's scope are answered as if they did not exist. @throws ApiError NOT_FOUND */
export async function readInScope<Row>(
  desk: Pick<SubmissionDesk<ExportedList, Row, never, z.ZodType, z.ZodType>, 'read' | 'submissionOf'>,
  id: string,
  scope: Scope,
): Promise<Row> {
  const row = await desk.read(id);
  if (!row || !isInScope(desk.submissionOf(row).schoolCode, scope)) throw notFoundFor(row);
  return row;
}

/**
 * Submits something at a desk, once per key.
 * @param submit writes it down under an id, or throws why it is refused
 * @returns it as whoever submitted it sees it
 */
export async function submitOnce<Row, View>(
  c: Context<ApiEnv>,
  deps: ApiDependencies,
  desk: Pick<
    SubmissionDesk<ExportedList, Row, never, z.ZodType, z.ZodType>,
    'name' | 'read' | 'submissionOf'
  > & {
    view(row: Row, account: string): Promise<View>;
  },
  { kind, body }: { kind: SubjectKind; body: unknown },
  submit: (id: string, command: CommandIdentity) => Promise<void>,
): Promise<View> {
  const { account, scope } = c.var.staff;
  const intent = intentOf(c, staffActor(account), desk.name, body);
  const { subject } = await runOnce(deps, intent, async (command) => {
    const id = randomUUID();
    await submit(id, command);
    return { subject: subjectOf(kind, id), answer: SUBMITTED };
  });
  return desk.view(await readInScope(desk, subjectId(subject), scope), account);
}

/** Builds the routes of a desk: its list, one submission, the decision of the second person, and what its author may do. */
export function submissionRoutes<
  Name extends ExportedList,
  Row,
  Listed extends ReturnType<typeof submissionView>,
  One extends z.ZodType,
  List extends z.ZodType,
>(deps: ApiDependencies, desk: SubmissionDesk<Name, Row, Listed, One, List>) {
  const { vault, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, desk.permission.read) };
  const decide = { tags: ['staff'], ...requireStaff(deps, desk.permission.decide) };
  const idParam = z.object({ id: z.uuid() });

  /** Lists what is asked for; of what others submitted, nothing waits for those who may only read it. */
  async function rowsFor(
    { account, role, scope }: StaffSession,
    { by, ...filter }: Omit<SubmissionFilter, 'scope' | 'whose'> & Pick<SubmissionsFilter, 'by'>,
    reader: Reader = deps.db,
  ): Promise<Row[]> {
    if (by === 'decidable' && !may(role, desk.permission.decide)) return [];
    const whose = by && { account, isTheirs: by === 'me' };
    return desk.list(reader, { ...filter, scope, whose }, role);
  }

  /** @throws ApiError STAFF_ONLY */
  function requireSight(row: Row, { role }: StaffSession): void {
    if (desk.maySee?.(row, role) === false) throw new ApiError('STAFF_ONLY');
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: `/staff/${desk.name}` as const,
        summary: desk.summary.list,
        request: { query: submissionsQuery },
        responses: { 200: json(desk.schema.list), ...problems },
      }),
      async (c) => {
        const { after, limit, ...filter } = c.req.valid('query');
        const rows = await rowsFor(c.var.staff, {
          ...filter,
          after: cursorFrom(after),
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, (row) => submittedCursor(desk.submissionOf(row)));
        return c.json(desk.listView(await desk.listed(shown), nextCursor) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, desk.name),
        path: `/staff/${desk.name}/exports` as const,
        request: { query: exportQuery(submissionsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { state, by, order } = query;
        return answerExport(c, deps, {
          list: desk.name,
          query,
          page: (reader, after: SubmittedCursor | undefined, limit) =>
            rowsFor(c.var.staff, { state, by, order, after, limit }, reader),
          cursorOf: (last) => desk.submissionOf(last),
          shown: (rows) => desk.listed(rows),
          columns: [...COLUMNS, ...desk.columns],
        });
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: `/staff/${desk.name}/{id}` as const,
        summary: desk.summary.one,
        request: { params: idParam },
        responses: { 200: json(desk.schema.one), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const row = await readInScope(desk, c.req.valid('param').id, scope);
        requireSight(row, c.var.staff);
        return c.json((await desk.view(row, account)) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...decide,
        method: 'post',
        path: `/staff/${desk.name}/{id}/decision` as const,
        summary: desk.summary.decision,
        request: { params: idParam, body: jsonBody(decisionSchema) },
        responses: { 200: json(desk.schema.one), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        requireSight(await readInScope(desk, id, scope), c.var.staff);
        const verdict = sealedVerdict(vault, desk.reasonPlace(id), c.req.valid('json'));
        const decided = await desk.decide(id, verdict, { account, at: clock.now() });
        if (!decided) throw notFoundFor(decided);
        const { record, refusal, extra } = decided;
        if (refusal) throw decisionError(refusal, record, extra);
        return c.json((await desk.view(await readInScope(desk, id, scope), account)) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'post',
        path: `/staff/${desk.name}/{id}/withdrawal` as const,
        summary: 'Take back what one has submitted oneself, until somebody has decided it',
        request: { params: idParam },
        responses: { 200: json(desk.schema.one), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        const row = await readInScope(desk, id, scope);
        requireSight(row, c.var.staff);
        const refusal = await desk.withdraw(id, { account, at: clock.now() });
        const after = await readInScope(desk, id, scope);
        if (refusal) throw decisionError(refusal, desk.submissionOf(after));
        return c.json((await desk.view(after, account)) as never, 200);
      },
    );
}

const COLUMNS: ExportColumn<ReturnType<typeof submissionView>>[] = [
  ['编号', 'Id', ({ id }) => id],
  ...codeColumns<ReturnType<typeof submissionView>>(
    '状态',
    'State',
    SUBMISSION_STATE_WORDS,
    ({ state }) => state,
  ),
  ['提交人', 'Submitted by', ({ submittedBy }) => submittedBy],
  ['提交时间', 'Submitted', ({ submittedAt }) => momentCell(submittedAt)],
  ['审批人', 'Decided by', ({ decidedBy }) => decidedBy],
  ['审批时间', 'Decided', ({ decidedAt }) => momentCell(decidedAt)],
];
