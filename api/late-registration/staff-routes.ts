import { randomUUID } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { addLatePeople } from '../../db/late-registration/add-late-people.ts';
import { changeLateList, type LateChange } from '../../db/late-registration/change-late-list.ts';
import {
  type LateListRecord,
  type LatePerson,
  listLateLists,
  listLatePeople,
  readLateList,
} from '../../db/late-registration/late-lists.ts';
import { deleteLateList } from '../../db/late-registration/delete-late-list.ts';
import { listPickable } from '../../db/late-registration/list-pickable.ts';
import { firstExamAt } from '../../db/late-registration/first-exam.ts';
import { takeOffList } from '../../db/late-registration/take-off-list.ts';
import { makeLateList } from '../../db/late-registration/make-late-list.ts';
import { scopeExists } from '../../db/staff/scope-exists.ts';
import { staffActor } from '../../domain/actor.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';
import { windowsAround } from '../../domain/exam-session/season.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { PEOPLE_NAMED } from '../../domain/exam-session/impact.ts';
import { isLateWindow, lateListState } from '../../domain/late-registration/late-list.ts';
import { maskName } from '../../domain/person/names.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { presentSeason, seasonNamed, seasonToChange } from '../exam-session/season-named.ts';
import { versionQuery } from '../exam-session/setting-schemas.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { answerExport, exporting, exportQuery } from '../http/list-export.ts';
import { cursorFrom, pageOf, submittedCursor } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionQuery, idempotencyHeaders, json, jsonBody, problems } from '../http/schemas.ts';
import { extraWindowView } from '../registration/extra-window-view.ts';
import {
  addLatePeopleSchema,
  endLateListSchema,
  lateListSchema,
  lateListsQuery,
  lateListsSchema,
  latePeopleFilter,
  latePeopleQuery,
  latePeopleSchema,
  type latePersonSchema,
  lateRowsSchema,
  makeLateListSchema,
  pickableQuery,
  pickableSchema,
  setLateListSchema,
  takeOffSchema,
} from './schemas.ts';

const idParam = z.object({ id: z.uuid() });

/** Routes by which a province lets people of its rolls register late, in a window of their own. */
export function staffLateListRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'lateLists.change') };

  /** @throws ApiError NOT_FOUND, for a list outside one's scope as well */
  async function listInScope({ scope }: StaffSession, id: string): Promise<LateListRecord> {
    const found = await readLateList(db, { id, scope });
    if (!found) throw notFoundFor(await readLateList(db, { id, scope: '*' }));
    return found;
  }

  async function listView(staff: StaffSession, id: string) {
    const found = await listInScope(staff, id);
    const unpaid = await listLatePeople(db, vault, { listId: id, unpaid: true, limit: PEOPLE_NAMED });
    return { ...rowView(found, clock.now()), firstUnpaid: unpaid.map(({ name }) => maskName(name)) };
  }

  /** @throws ApiError EXAM_SESSION_CLOSED when nothing of it is set any more */
  async function requireOpen(named: string | undefined) {
    const { examSession } = await seasonToChange(deps, named);
    if (examSession.state !== 'open') throw new ApiError('EXAM_SESSION_CLOSED');
    return examSession;
  }

  async function change({ account, scope }: StaffSession, wanted: LateChange) {
    const refusal = await changeLateList(db, wanted, { account, scope, at: clock.now() });
    if (refusal) throw new ApiError(refusal);
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/late-lists',
        summary:
          'Lists of late registration in an exam session, the newest first, with how far the people are',
        request: { query: lateListsQuery },
        responses: { 200: json(lateListsSchema), ...problems },
      }),
      async (c) => {
        const { examSession, after, limit, ...inOrder } = c.req.valid('query');
        const { id: examSessionId } = (await seasonNamed(deps, examSession)).examSession;
        const { scope } = c.var.staff;
        const page = { ...inOrder, examSessionId, scope, after: cursorFrom(after), limit: limit + 1 };
        const { shown, nextCursor } = pageOf(await listLateLists(db, page), limit, ({ list }) =>
          submittedCursor({ submittedAt: list[inOrder.sort], id: list.id }),
        );
        const now = clock.now();
        return c.json({ examSessionId, lists: shown.map((row) => rowView(row, now)), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/late-lists',
        summary: 'Make a list of late registration: a window, nobody on it yet',
        request: {
          query: examSessionQuery,
          headers: idempotencyHeaders,
          body: jsonBody(makeLateListSchema),
        },
        responses: { 200: json(lateListSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const [body, query] = [c.req.valid('json'), c.req.valid('query')];
        const { title, province, ...times } = body;
        const named = scope === '*' ? province : (province ?? scope);
        const provinceCode = named && (await scopeExists(db, named as Scope)) ? named : null;
        if (provinceCode === null || !isInScope(provinceCode, scope)) throw notFoundFor(provinceCode);
        const window = {
          opensAt: Date.parse(times.opensAt),
          closesAt: Date.parse(times.closesAt),
          payUntil: Date.parse(times.payUntil),
        };
        const intent = intentOf(c, staffActor(account), 'late-lists', { ...query, ...body });
        const { subject } = await runOnce(deps, intent, async (command) => {
          const { id: examSessionId } = await requireOpen(query.examSession);
          const at = clock.now();
          const firstAt = await firstExamAt(db, { examSessionId, provinceCode });
          if (!isLateWindow(window, firstAt, at)) throw new ApiError('LATE_WINDOW_WRONG');
          const id = randomUUID();
          const list = { id, examSessionId, provinceCode, title, window, command };
          await makeLateList(db, list, { account, at });
          return { subject: subjectOf('late-list', id), answer: SUBMITTED };
        });
        return c.json(await listView(c.var.staff, subjectId(subject)), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/late-lists/{id}',
        summary: 'One list, with how many hold unpaid seats, the first ones by name',
        request: { params: idParam },
        responses: { 200: json(lateListSchema), ...problems },
      }),
      async (c) => c.json(await listView(c.var.staff, c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'put',
        path: '/staff/late-lists/{id}',
        summary: 'Move its ends, after how many hold unpaid seats was seen',
        request: { params: idParam, body: jsonBody(setLateListSchema) },
        responses: { 200: json(lateListSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { closesAt, payUntil, ...seen } = c.req.valid('json');
        const ends = { closesAt: Date.parse(closesAt), payUntil: Date.parse(payUntil) };
        await listInScope(c.var.staff, id);
        await change(c.var.staff, { id, ...seen, ends });
        return c.json(await listView(c.var.staff, id), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'delete',
        path: '/staff/late-lists/{id}',
        summary: 'Delete a list that nobody has ever been on',
        request: { params: idParam, query: versionQuery },
        responses: { 200: json(z.object({ id: z.uuid() })), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        await listInScope(c.var.staff, id);
        const wanted = { id, ...c.req.valid('query') };
        const refusal = await deleteLateList(db, wanted, { account, scope, at: clock.now() });
        if (refusal) throw new ApiError(refusal);
        return c.json({ id }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/late-lists/{id}/end',
        summary: 'End it: those on it have the windows of everybody again',
        request: { params: idParam, body: jsonBody(endLateListSchema) },
        responses: { 200: json(lateListSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        await listInScope(c.var.staff, id);
        await change(c.var.staff, { id, ...c.req.valid('json'), ends: null });
        return c.json(await listView(c.var.staff, id), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/late-lists/{id}/people',
        summary: 'Add people of the rolls of the province; each row is answered',
        request: { params: idParam, body: jsonBody(addLatePeopleSchema) },
        responses: { 200: json(lateRowsSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = c.req.valid('param');
        const { lines, candidates: candidateIds } = c.req.valid('json');
        const { list } = await listInScope(c.var.staff, id);
        await requireOpen(list.examSessionId);
        const at = clock.now();
        const season = await presentSeason(deps, list.examSessionId, [list.provinceCode]);
        const isOverAt = (campusCode: string) => {
          const window = effectiveWindow(windowsAround(season, campusCode), 'registration', campusCode);
          return window === null || window.closesAt <= at;
        };
        const rows =
          list.endedAt === null
            ? await addLatePeople(deps, { id, lines, candidateIds, isOverAt }, { account, scope, at })
            : null;
        if (!rows) throw new ApiError('LATE_LIST_ENDED');
        return c.json(
          {
            rows: rows.map(({ name, ...row }, index) => ({
              row: index + 1,
              ...row,
              name: name && maskName(name),
            })),
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'post',
        path: '/staff/late-lists/{id}/people/{candidate}/end',
        summary: 'Take one person off it, after it was seen whether they hold an unpaid seat',
        request: {
          params: idParam.extend({ candidate: z.uuid() }),
          body: jsonBody(takeOffSchema),
        },
        responses: { 200: json(lateListSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id, candidate: candidateId } = c.req.valid('param');
        const { seenUnpaid } = c.req.valid('json');
        await listInScope(c.var.staff, id);
        const wanted = { listId: id, candidateId, seenUnpaid };
        const refusal = await takeOffList(db, wanted, { account, scope, at: clock.now() });
        if (refusal) throw new ApiError(refusal);
        return c.json(await listView(c.var.staff, id), 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/late-lists/{id}/people',
        summary: 'The people of a list, masked, with how far they are',
        request: { params: idParam, query: latePeopleQuery },
        responses: { 200: json(latePeopleSchema), ...problems },
      }),
      async (c) => {
        const { id: listId } = c.req.valid('param');
        const { unpaid, after, limit } = c.req.valid('query');
        await listInScope(c.var.staff, listId);
        const wanted = { listId, unpaid: unpaid === 'true', after, limit: limit + 1 };
        const { shown, nextCursor } = pageOf(
          await listLatePeople(db, vault, wanted),
          limit,
          ({ candidateId }) => candidateId,
        );
        return c.json({ people: shown.map(personView), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...guarded,
        method: 'get',
        path: '/staff/late-lists/{id}/roll',
        summary:
          'People of the roll of a school of the province who are on no list that is not over, to be picked',
        request: { params: idParam, query: pickableQuery },
        responses: { 200: json(pickableSchema), ...problems },
      }),
      async (c) => {
        const { school: schoolCode, class: className, limit, ...rest } = c.req.valid('query');
        const { list } = await listInScope(c.var.staff, c.req.valid('param').id);
        const wanted = { list, schoolCode, className, ...rest, limit: limit + 1, now: clock.now() };
        const { shown, nextCursor } = pageOf(
          await listPickable(db, vault, wanted),
          limit,
          ({ candidateId }) => candidateId,
        );
        return c.json({ people: shown, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'late-people'),
        path: '/staff/late-lists/{id}/people/exports',
        request: { params: idParam, query: exportQuery(latePeopleFilter) },
      }),
      async (c) => {
        const { id: listId } = c.req.valid('param');
        await listInScope(c.var.staff, listId);
        const query = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'late-people',
          query,
          page: (reader, after: string | undefined, limit) =>
            listLatePeople(reader, vault, { listId, unpaid: query.unpaid === 'true', after, limit }),
          cursorOf: ({ candidateId }) => candidateId,
          shown: (rows) => rows.map(personView),
          columns: [
            ['学校', 'School', ({ school }) => school],
            ['姓名', 'Name', ({ name }) => name],
            ['进度', 'Stage', ({ stage }) => stage ?? ''],
            ['加入人', 'Added by', ({ addedBy }) => addedBy],
          ],
        });
      },
    );
}

function rowView({ list, ...counts }: LateListRecord, now: Instant) {
  const { provinceCode: province, madeAt, endedAt, ...rest } = list;
  return {
    ...rest,
    province,
    ...extraWindowView(list),
    madeAt: isoInstant(madeAt),
    endedAt: isoInstant(endedAt),
    state: lateListState(list, now),
    ...counts,
  };
}

function personView({ schoolCode: school, name, ...person }: LatePerson): z.infer<typeof latePersonSchema> {
  return { ...person, school, name: maskName(name) };
}
