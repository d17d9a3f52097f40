import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  addNotice,
  changeNotice,
  findNotice,
  type Notice,
  readNotice,
  withdrawNotice,
} from '../../db/exam-session/change-notice.ts';
import {
  listNoticesToSet,
  type NoticeSort,
  noticeCursor,
  noticeState,
} from '../../db/exam-session/list-notices-to-set.ts';
import { NOTICE_STATE_WORDS } from '../../domain/exam-session/notice-words.ts';
import type { Scope } from '../../domain/scopes.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { notFoundFor } from '../http/errors.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { isCursorMoment, isCursorNumber, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { previewQuery, settingsAnswerSchema, versionQuery } from './setting-schemas.ts';
import { requirePlace, requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';
import {
  addNoticeSchema,
  noticeListSchema,
  noticeParam,
  noticesToSetFilter,
  noticesToSetQuery,
  noticeToSetSchema,
  setNoticeSchema,
} from './text-schemas.ts';

/** Routes by which notices are listed and set. */
export function staffNoticeRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const notices = { tags: ['staff'], ...requireStaff(deps, 'notices.change') };
  const answered = { 200: json(settingsAnswerSchema), ...problems };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...notices,
        method: 'get',
        path: '/staff/notices',
        summary: 'Notices of the scope, scheduled ones too',
        request: { query: noticesToSetQuery },
        responses: { 200: json(noticeListSchema), ...problems },
      }),
      async (c) => {
        const { limit, after, order, ...filter } = c.req.valid('query');
        const { sort } = filter;
        const now = clock.now();
        const rows = await listNoticesToSet(db, {
          ...filter,
          scope: c.var.staff.scope,
          now,
          descending: order === 'desc',
          after: cursorOf(after, sort),
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, (last) => keysetCursor(noticeCursor(sort, last)));
        return c.json({ notices: shown.map((notice) => noticeView(notice, now)), nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'notices'),
        path: '/staff/notices/exports',
        request: { query: exportQuery(noticesToSetFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { scope } = c.var.staff;
        const now = clock.now();
        return answerExport(c, deps, {
          list: 'notices',
          query,
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listNoticesToSet(reader, {
              ...query,
              scope,
              now,
              descending: query.order === 'desc',
              after,
              limit,
            }),
          cursorOf: (last) => noticeCursor(query.sort, last),
          shown: (rows) => rows.map((notice) => noticeView(notice, now)),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...notices,
        method: 'post',
        path: '/staff/notices',
        summary: 'Add a notice, shown from the moment it names',
        request: { body: jsonBody(addNoticeSchema) },
        responses: { 200: json(noticeToSetSchema), ...problems },
      }),
      async (c) => {
        const notice = noticeFrom(c.req.valid('json'));
        requireScope(c, notice.scope, 'body.scope');
        await requirePlace(db, notice.scope, 'body.scope');
        const request = settingRequest(c, clock, { version: 0 });
        settingsAnswer(await addNotice(db, notice, request));
        const added = await findNotice(db, notice);
        if (!added) throw notFoundFor(added);
        return c.json(noticeView(added, clock.now()), 200);
      },
    )
    .openapi(
      createRoute({
        ...notices,
        method: 'put',
        path: '/staff/notices/{id}',
        summary: 'Change a notice',
        request: { params: noticeParam, query: previewQuery, body: jsonBody(setNoticeSchema) },
        responses: answered,
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { version, ...body } = c.req.valid('json');
        const [present, notice] = [await readNotice(db, id), noticeFrom(body)];
        if (!present) throw notFoundFor(present);
        requireScope(c, present.scope as Scope);
        requireScope(c, notice.scope, 'body.scope');
        await requirePlace(db, notice.scope, 'body.scope');
        const request = settingRequest(c, clock, { version }, c.req.valid('query'));
        return c.json(settingsAnswer(await changeNotice(db, id, notice, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...notices,
        method: 'delete',
        path: '/staff/notices/{id}',
        summary: 'Withdraw a notice',
        request: { params: noticeParam, query: versionQuery },
        responses: answered,
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const present = await readNotice(db, id);
        if (!present) throw notFoundFor(present);
        requireScope(c, present.scope as Scope);
        const request = settingRequest(c, clock, c.req.valid('query'));
        return c.json(settingsAnswer(await withdrawNotice(db, id, request)), 200);
      },
    );
}

/** Parses where a list goes on; what it is sorted by says what that looks like. @throws ApiError INVALID_INPUT */
function cursorOf(after: string | undefined, sort: NoticeSort): readonly [string, string] | undefined {
  const fits = { id: isCursorNumber, publishedAt: isCursorMoment, scope: () => true }[sort];
  return keysetFrom(after, ([by, id]) => fits(by) && isCursorNumber(id));
}

interface NoticeForm {
  scope: string;
  title: { zh: string; en: string };
  body: { zh: string; en: string };
  publishedAt: string;
  shownUntil: string | null;
}

function noticeFrom({ scope, title, body, publishedAt, shownUntil }: NoticeForm) {
  return {
    scope: scope as Scope,
    titleZh: title.zh,
    titleEn: title.en,
    bodyZh: body.zh,
    bodyEn: body.en,
    publishedAt: Date.parse(publishedAt),
    shownUntil: shownUntil === null ? null : Date.parse(shownUntil),
  };
}

function noticeView(notice: Notice, now: Instant) {
  return {
    id: notice.id,
    scope: notice.scope,
    title: { zh: notice.titleZh, en: notice.titleEn },
    body: { zh: notice.bodyZh, en: notice.bodyEn },
    publishedAt: isoInstant(notice.publishedAt),
    shownUntil: isoInstant(notice.shownUntil),
    state: noticeState(notice, now),
    version: notice.version,
  };
}

const COLUMNS: ExportColumn<z.infer<typeof noticeToSetSchema>>[] = [
  ['编号', 'Id', ({ id }) => id],
  ['面向', 'For', ({ scope }) => scope],
  ['中文标题', 'Title in Chinese', ({ title }) => title.zh],
  ['英文标题', 'Title in English', ({ title }) => title.en],
  ['中文正文', 'Text in Chinese', ({ body }) => body.zh],
  ['英文正文', 'Text in English', ({ body }) => body.en],
  ['显示起始时间', 'Shown from', ({ publishedAt }) => momentCell(publishedAt)],
  ['显示截止时间', 'Shown until', ({ shownUntil }) => momentCell(shownUntil)],
  ...codeColumns<z.infer<typeof noticeToSetSchema>>(
    '状态',
    'State',
    NOTICE_STATE_WORDS,
    ({ state }) => state,
  ),
];
