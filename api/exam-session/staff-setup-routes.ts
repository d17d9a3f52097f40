import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  changeExamSession,
  moveExamSession,
  readExamSession,
} from '../../db/exam-session/change-exam-session.ts';
import { readScopeVersion } from '../../db/exam-session/change-setting.ts';
import { createExamSession } from '../../db/exam-session/create-exam-session.ts';
import { deleteExamSession } from '../../db/exam-session/delete-exam-session.ts';
import { listSetUpSessions } from '../../db/exam-session/list-set-up-sessions.ts';
import { moveDates } from '../../db/exam-session/move-dates.ts';
import { readDates } from '../../db/exam-session/read-dates.ts';
import { readToOpen } from '../../db/exam-session/read-to-open.ts';
import { openingChecklist } from '../../domain/exam-session/opening-checklist.ts';
import { movedDates } from '../../domain/exam-session/session-dates.ts';
import { DEFAULT_SETTINGS } from '../../domain/exam-session/settings.ts';
import type { ExamSession } from '../../domain/exam-session/season.ts';
import { SESSION_STATE_WORDS } from '../../domain/exam-session/session-words.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { answerExport, codeColumns, type ExportColumn, exporting, exportQuery } from '../http/list-export.ts';
import { refusedField } from '../http/refused-field.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { bilingual, periodView } from '../http/views.ts';
import { flawView } from './flaw-words.ts';
import { previewQuery, settingsAnswerSchema, versionQuery } from './setting-schemas.ts';
import { requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';
import {
  checklistSchema,
  datesQuery,
  examSessionParam,
  examSessionRowSchema,
  examSessionSetupSchema,
  examSessionsFilter,
  moveDatesSchema,
  moveExamSessionSchema,
  newExamSessionSchema,
  sessionDatesSchema,
  setExamSessionSchema,
} from './setup-schemas.ts';

const MAX_MISSING = 200;

/** Finds an exam session, a draft too. @throws ApiError EXAM_SESSION_UNKNOWN */
export async function examSessionSetUp(
  { db }: Pick<ApiDependencies, 'db'>,
  id: string,
): Promise<ExamSession> {
  const found = await readExamSession(db, id);
  if (!found) throw new ApiError('EXAM_SESSION_UNKNOWN');
  return found;
}

/** Routes by which the centre creates, sets, opens and closes exam sessions. */
export function staffSetupRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, 'settings.read') };
  const change = { tags: ['staff'], ...requireStaff(deps, 'examSessions.change') };
  const answered = { 200: json(settingsAnswerSchema), ...problems };
  const moves = {
    request: { params: examSessionParam, query: previewQuery, body: jsonBody(moveExamSessionSchema) },
    responses: answered,
  };

  async function setup(id: string) {
    const version = await readScopeVersion(db, { owner: id, scope: '*' });
    const { settings: rules, ...session } = await examSessionSetUp(deps, id);
    // Exam sessions from before a rule was kept go by what it is by default.
    return {
      id,
      name: bilingual(session),
      state: session.state,
      version,
      rules: { ...DEFAULT_SETTINGS, ...rules },
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/exam-sessions',
        summary: 'The newest exam sessions with their state, drafts too',
        request: { query: examSessionsFilter },
        responses: { 200: json(z.array(examSessionRowSchema)), ...problems },
      }),
      async (c) => {
        const rows = await listSetUpSessions(db, c.req.valid('query'));
        return c.json(
          rows.map((row) => ({ id: row.id, name: bilingual(row), state: row.state })),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'exam-sessions'),
        path: '/staff/exam-sessions/exports',
        request: { query: exportQuery(examSessionsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'exam-sessions',
          query,
          // As many as the list shows are one page.
          page: (reader, after) =>
            after === undefined ? listSetUpSessions(reader, query) : Promise.resolve([]),
          cursorOf: ({ id }) => id,
          shown: (rows) => rows,
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'post',
        path: '/staff/exam-sessions',
        summary: 'Create an exam session as a draft, empty or as a copy with its dates moved',
        request: { body: jsonBody(newExamSessionSchema) },
        responses: { 200: json(examSessionSetupSchema), ...problems },
      }),
      async (c) => {
        const { id, name, copyOf = null, movedByDays } = c.req.valid('json');
        requireScope(c, '*');
        const session = { id, nameZh: name.zh, nameEn: name.en, copyOf, movedByDays };
        const by = { account: c.var.staff.account, at: clock.now() };
        const creation = await createExamSession(db, session, by);
        if (creation.kind === 'exists') throw refusedField('EXAM_SESSION_EXISTS', 'id', 'exists');
        if (creation.kind === 'unknownOrigin') throw new ApiError('EXAM_SESSION_UNKNOWN');
        if (creation.kind === 'refused')
          throw new ApiError('SETTINGS_REFUSED', { extra: { flaws: creation.flaws.map(flawView) } });
        return c.json(await setup(id), 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/exam-sessions/{examSession}',
        summary: 'The names and rules of an exam session, and the version a change is made on',
        request: { params: examSessionParam },
        responses: { 200: json(examSessionSetupSchema), ...problems },
      }),
      async (c) => c.json(await setup(c.req.valid('param').examSession), 200),
    )
    .openapi(
      createRoute({
        ...change,
        method: 'put',
        path: '/staff/exam-sessions/{examSession}',
        summary: 'Set the names and rules of an exam session',
        request: { params: examSessionParam, query: previewQuery, body: jsonBody(setExamSessionSchema) },
        responses: answered,
      }),
      async (c) => {
        requireScope(c, '*');
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const { name, rules, ...body } = c.req.valid('json');
        const wanted = { id, nameZh: name.zh, nameEn: name.en, ...rules };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changeExamSession(deps, wanted, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'delete',
        path: '/staff/exam-sessions/{examSession}',
        summary:
          'Delete a draft that was never opened and that nobody has worked with; its code is free again',
        request: { params: examSessionParam, query: versionQuery },
        responses: answered,
      }),
      async (c) => {
        requireScope(c, '*');
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const request = settingRequest(c, clock, c.req.valid('query'));
        return c.json(settingsAnswer(await deleteExamSession(db, id, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/exam-sessions/{examSession}/dates',
        summary: 'The dates of an exam session over all places, and what they become when they are moved',
        request: { params: examSessionParam, query: datesQuery },
        responses: { 200: json(sessionDatesSchema), ...problems },
      }),
      async (c) => {
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const moved = movedDates(await readDates(db, id), c.req.valid('query').movedByDays, clock.now());
        return c.json(
          moved.map(({ kind, subjectCode, isPast, ...date }) => ({
            kind,
            subject: subjectCode,
            period: periodView(date),
            moved: periodView(date.moved),
            isPast,
          })),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...change,
        method: 'post',
        path: '/staff/exam-sessions/{examSession}/dates',
        summary: 'Move all dates of a draft by some days at once',
        request: { params: examSessionParam, query: previewQuery, body: jsonBody(moveDatesSchema) },
        responses: answered,
      }),
      async (c) => {
        requireScope(c, '*');
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const { movedByDays, ...body } = c.req.valid('json');
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await moveDates(db, { id, movedByDays }, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/exam-sessions/{examSession}/checklist',
        summary: 'What is missing in the own scope before an exam session can be opened',
        request: { params: examSessionParam },
        responses: { 200: json(checklistSchema), ...problems },
      }),
      async (c) => {
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const found = openingChecklist(await readToOpen(db, id, c.var.staff.scope), clock.now());
        const missing = found.slice(0, MAX_MISSING).map(flawView);
        const refused = found.filter(({ isNote }) => !isNote).length;
        return c.json({ missing, count: found.length, refused }, 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        ...moves,
        method: 'post',
        path: '/staff/exam-sessions/{examSession}/opening',
        summary: 'Open an exam session to candidates, if nothing is missing',
      }),
      async (c) => {
        requireScope(c, '*');
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const request = settingRequest(c, clock, c.req.valid('json'), c.req.valid('query'));
        return c.json(settingsAnswer(await moveExamSession(deps, { id, to: 'open' }, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...change,
        ...moves,
        method: 'post',
        path: '/staff/exam-sessions/{examSession}/closing',
        summary: 'Close an exam session whose windows have all ended: nothing of it is set any more',
      }),
      async (c) => {
        requireScope(c, '*');
        const { id } = await examSessionSetUp(deps, c.req.valid('param').examSession);
        const request = settingRequest(c, clock, c.req.valid('json'), c.req.valid('query'));
        return c.json(settingsAnswer(await moveExamSession(deps, { id, to: 'closed' }, request)), 200);
      },
    );
}

const COLUMNS: ExportColumn<ExamSession>[] = [
  ['考次代码', 'Id', ({ id }) => id],
  ['中文名称', 'Name in Chinese', ({ nameZh }) => nameZh],
  ['英文名称', 'Name in English', ({ nameEn }) => nameEn],
  ...codeColumns<ExamSession>('状态', 'State', SESSION_STATE_WORDS, ({ state }) => state),
];
