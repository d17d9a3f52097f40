import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { readScopeVersion } from '../../db/exam-session/change-setting.ts';
import { changeSubject } from '../../db/exam-session/change-subject.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { deleteSubject } from '../../db/exam-session/delete-from-catalogue.ts';
import { COUNTRY } from '../../db/exam-session/settings-versions.ts';
import { MODE_WORDS } from '../../domain/exam-session/session-words.ts';
import type { Subject } from '../../domain/subjects.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { answerExport, codeColumns, type ExportColumn, exporting, exportQuery } from '../http/list-export.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import { previewQuery, settingsAnswerSchema, versionQuery } from './setting-schemas.ts';
import { requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';
import { catalogueSchema, setSubjectSchema, subjectParam, subjectsFilter } from './text-schemas.ts';
import { subjectView } from './view.ts';

/** Routes by which the catalogue of subjects is read and set. */
export function staffSubjectRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'settings.read'),
        method: 'get',
        path: '/staff/subjects',
        summary: 'The catalogue of subjects, and the version a change is made on',
        request: { query: subjectsFilter },
        responses: { 200: json(catalogueSchema), ...problems },
      }),
      async (c) => {
        const version = await readScopeVersion(db, COUNTRY);
        const subjects = await readSubjects(db, c.req.valid('query'));
        return c.json({ version, subjects: subjects.map(subjectView) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'subjects'),
        path: '/staff/subjects/exports',
        request: { query: exportQuery(subjectsFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        return answerExport(c, deps, {
          list: 'subjects',
          query,
          // The catalogue is one page.
          page: (reader, after) => (after === undefined ? readSubjects(reader, query) : Promise.resolve([])),
          cursorOf: ({ code }) => code,
          shown: (rows) => rows,
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'catalogue.change'),
        method: 'put',
        path: '/staff/subjects/{code}',
        summary: 'Add a subject to the catalogue, or change it; of one in use only its names',
        request: { params: subjectParam, query: previewQuery, body: jsonBody(setSubjectSchema) },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        requireScope(c, '*');
        const { code } = c.req.valid('param');
        const { name, language, level, mode, ...body } = c.req.valid('json');
        const subject = { code, nameZh: name.zh, nameEn: name.en, language, level, mode };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changeSubject(db, subject, request)), 200);
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'catalogue.change'),
        method: 'delete',
        path: '/staff/subjects/{code}',
        summary: 'Delete a subject that no exam session has ever offered',
        request: { params: subjectParam, query: versionQuery },
        responses: { 200: json(settingsAnswerSchema), ...problems },
      }),
      async (c) => {
        requireScope(c, '*');
        const request = settingRequest(c, clock, c.req.valid('query'));
        return c.json(settingsAnswer(await deleteSubject(db, c.req.valid('param').code, request)), 200);
      },
    );
}

const COLUMNS: ExportColumn<Subject>[] = [
  ['科目代码', 'Code', ({ code }) => code],
  ['中文名称', 'Name in Chinese', ({ nameZh }) => nameZh],
  ['英文名称', 'Name in English', ({ nameEn }) => nameEn],
  ['语种', 'Language', ({ language }) => language],
  ['级别', 'Level', ({ level }) => level],
  ...codeColumns<Subject>('类别', 'Kind', MODE_WORDS, ({ mode }) => mode),
];
