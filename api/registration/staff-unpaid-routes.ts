import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  countRegistered,
  countReminded,
  listRegistered,
  type RegisteredPlace,
  registeredIds,
  registeredImpact,
  type RegisteredRow,
} from '../../db/registration/list-registered.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { beijingDay } from '../../domain/beijing-time.ts';
import { PAYMENT_REMINDER } from '../../domain/messages/written-mail.ts';
import { owedBy } from '../../domain/registration/owed.ts';
import type { Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import { type BulkWish, previewBulk, startBulk } from '../batches/bulk.ts';
import { batchSchema } from '../batches/schemas.ts';
import { batchView } from '../batches/view.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import {
  answerExport,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
  yuanCell,
} from '../http/list-export.ts';
import { isCursorId, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { seasonToChange } from '../exam-session/season-named.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { idempotencyHeaders, json, jsonBody, problems } from '../http/schemas.ts';
import { namedView } from '../http/views.ts';
import { exampleMail } from './example-mail.ts';
import { bulkAbout, peopleAsked } from './people-asked.ts';
import { ROLL_PERSON_COLUMNS, rollPersonView } from './roll-person.ts';
import {
  type RegisteredFilter,
  registeredFilter,
  reminderPreviewSchema,
  remindSchema,
  unpaidFilter,
  unpaidListSchema,
  unpaidQuery,
  type unpaidRowSchema,
} from './unpaid-schemas.ts';

type Shown = z.infer<typeof unpaidRowSchema>;

/** Routes by which staff see who has not paid (未缴费名单), and remind them (催缴). */
export function staffUnpaidRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, 'unpaid.read') };
  const send = { tags: ['staff'], ...requireStaff(deps, 'messages.send') };

  const unpaidAsked = (scope: Scope, query: RegisteredFilter) =>
    peopleAsked(deps, scope, { ...query, stage: 'unpaid' });

  async function filterOf(scope: Scope, query: RegisteredFilter) {
    const { examSessionId, asked } = await unpaidAsked(scope, query);
    return { ...asked, examSessionId, scope };
  }

  /** Reads whom a reminder goes to. */
  async function reminderOf(scope: Scope, query: RegisteredFilter) {
    const { id: examSession } = (await seasonToChange(deps, query.examSession)).examSession;
    const people = await unpaidAsked(scope, { ...query, examSession });
    const about = bulkAbout(people);
    const filter = { ...people.asked, examSessionId: about.examSessionId, scope: about.scope };
    const wish: BulkWish = {
      ...about,
      kind: 'reminders',
      parameters: { mail: PAYMENT_REMINDER },
      impact: () => registeredImpact(db, vault, filter),
      each: (limit) => registeredIds(db, { ...filter, limit }),
    };
    return { wish, filter };
  }

  function view(row: RegisteredRow): Shown {
    return {
      ...rollPersonView(vault, row),
      subjects: row.subjects,
      unpaidFen: row.unpaidFen,
      deadlineAt: isoInstant(owedBy(row.state)?.deadlineAt ?? null),
      remindedOn: row.remindedOn,
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/unpaid',
        summary: 'Who has not paid, masked, with what they owe and how many they are',
        request: { query: unpaidQuery },
        responses: { 200: json(unpaidListSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...asked } = c.req.valid('query');
        const filter = await filterOf(c.var.staff.scope, asked);
        const cursor = keysetFrom(after, ([, id]) => isCursorId(id));
        const [rows, counted, catalogue] = await Promise.all([
          listRegistered(db, { ...filter, ...orderOf(asked), after: cursor, limit: limit + 1 }),
          countRegistered(db, filter),
          readSubjects(db),
        ]);
        const { shown, nextCursor } = pageOf(rows, limit, (last) => keysetCursor(cursorOf(last)));
        const { examSessionId } = filter;
        const subjects = catalogue.map(namedView);
        return c.json({ examSessionId, unpaid: shown.map(view), ...counted, subjects, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'unpaid'),
        path: '/staff/unpaid/exports',
        request: { query: exportQuery(unpaidFilter) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const filter = await filterOf(c.var.staff.scope, query);
        return answerExport(c, deps, {
          list: 'unpaid',
          query: { ...query, examSession: filter.examSessionId },
          page: (reader, after: RegisteredPlace | undefined, limit) =>
            listRegistered(reader, { ...filter, ...orderOf(query), after, limit }),
          cursorOf,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...send,
        method: 'post',
        path: '/staff/unpaid/reminders/preview',
        summary: 'Whom a reminder would go to, and how it reads',
        request: { query: registeredFilter },
        responses: { 200: json(reminderPreviewSchema), ...problems },
      }),
      async (c) => {
        const { wish, filter } = await reminderOf(c.var.staff.scope, c.req.valid('query'));
        const [preview, leftOut, example] = await Promise.all([
          previewBulk(deps, wish),
          countReminded(db, { ...filter, day: beijingDay(clock.now()) }),
          exampleMail(deps, filter, { mail: PAYMENT_REMINDER, names: 'owed' }),
        ]);
        return c.json({ ...preview, leftOut, example }, 200);
      },
    )
    .openapi(
      createRoute({
        ...send,
        method: 'post',
        path: '/staff/unpaid/reminders',
        summary: 'Remind all of a filter by mail, each once a day; many take a second person',
        request: { query: registeredFilter, headers: idempotencyHeaders, body: jsonBody(remindSchema) },
        responses: { 200: json(batchSchema), ...problems },
      }),
      async (c) => {
        const { wish } = await reminderOf(c.var.staff.scope, c.req.valid('query'));
        const batch = await startBulk(c, deps, wish, c.req.valid('json'));
        return c.json(batchView(vault, batch, c.var.staff), 200);
      },
    );
}

function orderOf({ sort, order }: Pick<z.infer<typeof unpaidFilter>, 'sort' | 'order'>) {
  return { sort, descending: order === 'desc' };
}

function cursorOf({ schoolCode, id }: RegisteredRow): RegisteredPlace {
  return [schoolCode, id];
}

const COLUMNS: ExportColumn<Shown>[] = [
  ...ROLL_PERSON_COLUMNS,
  ['未支付科目', 'Unpaid subjects', ({ subjects }) => subjects.join(' ')],
  ['未支付金额', 'Unpaid', ({ unpaidFen }) => yuanCell(unpaidFen)],
  ['支付截止时间', 'Pay before', ({ deadlineAt }) => momentCell(deadlineAt)],
  ['最近催缴日', 'Last reminded on', ({ remindedOn }) => remindedOn],
];
