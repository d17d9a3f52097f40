import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { changePlace, placeFields, readPlaceFields } from '../../db/exam-session/change-place.ts';
import { readScopeVersion } from '../../db/exam-session/change-setting.ts';
import { deletePlace } from '../../db/exam-session/delete-place.ts';
import { type ListedPlace, listPlaces } from '../../db/exam-session/list-places.ts';
import { SHARED } from '../../db/exam-session/settings-versions.ts';
import type { CampusSettings, SchoolSettings } from '../../domain/exam-session/campus.ts';
import { type PlaceKind, placeKindOf } from '../../domain/exam-session/place-codes.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { notFoundFor } from '../http/errors.ts';
import { answerExport, type ExportColumn, exporting, exportQuery, momentCell } from '../http/list-export.ts';
import { keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, jsonBody, problems } from '../http/schemas.ts';
import {
  campusParam,
  placeListSchema,
  placeParam,
  placeSchema,
  placesFilter,
  placesQuery,
  provinceParam,
  schoolParam,
  setCampusSchema,
  setProvinceSchema,
  setSchoolSchema,
  setSchoolSettingsSchema,
} from './place-schemas.ts';
import { previewQuery, settingsAnswerSchema, versionQuery } from './setting-schemas.ts';
import { requireInScope, requireScope, settingRequest, settingsAnswer } from './settings-answer.ts';

/** Routes by which provinces, schools and campuses are listed, added and changed. */
export function staffPlaceRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const answered = { 200: json(settingsAnswerSchema), ...problems };
  const campuses = { tags: ['staff'], ...requireStaff(deps, 'campuses.change') };

  const removal = <Places extends 'provinces' | 'schools' | 'campuses', Param extends typeof placeParam>(
    places: Places,
    params: Param,
  ) =>
    createRoute({
      tags: ['staff'],
      ...requireStaff(deps, `${places}.change`),
      method: 'delete',
      path: `/staff/${places}/{code}` as `/staff/${Places}/{code}`,
      summary: 'Delete a place that nothing uses',
      request: { params, query: versionQuery },
      responses: answered,
    });

  async function removed(
    c: Context<ApiEnv>,
    kind: PlaceKind,
    { code }: { code: string },
    seen: { version: number },
  ) {
    // Provinces are the whole country's.
    requireScope(c, kind === 'province' ? '*' : (code as Scope));
    if (!(await readPlaceFields(db, kind, code))) throw notFoundFor(null);
    const request = settingRequest(c, clock, seen);
    return c.json(settingsAnswer(await deletePlace(db, { kind, code }, request)), 200);
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'places.read'),
        method: 'get',
        path: '/staff/places',
        summary: 'Provinces, schools or campuses of the scope, with their settings',
        request: { query: placesQuery },
        responses: { 200: json(placeListSchema), ...problems },
      }),
      async (c) => {
        const { limit, after, order, ...filter } = c.req.valid('query');
        const { scope } = c.var.staff;
        const rows = await listPlaces(db, {
          ...filter,
          scope,
          descending: order === 'desc',
          after: keysetFrom(after),
          limit: limit + 1,
        });
        const { shown, nextCursor } = pageOf(rows, limit, (last) =>
          keysetCursor([last[filter.sort], last.code]),
        );
        const places = shown.map(({ code, version, ...row }) =>
          placeView({ code, kind: filter.kind, version }, placeFields(row)),
        );
        return c.json({ places, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'places'),
        path: '/staff/places/exports',
        request: { query: exportQuery(placesFilter) },
      }),
      (c) => {
        const query = c.req.valid('query');
        const { scope } = c.var.staff;
        return answerExport(c, deps, {
          list: 'places',
          query,
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listPlaces(reader, { ...query, scope, descending: query.order === 'desc', after, limit }),
          cursorOf: (last) => [last[query.sort], last.code] as const,
          shown: (rows) => rows,
          columns: [...COLUMNS, ...SETTING_COLUMNS[query.kind]],
        });
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'places.read'),
        method: 'get',
        path: '/staff/places/{code}',
        summary: 'A province, school or campus with its settings, and the version a change is made on',
        request: { params: placeParam },
        responses: { 200: json(placeSchema), ...problems },
      }),
      async (c) => {
        const { code } = c.req.valid('param');
        requireInScope(c, code);
        const kind = placeKindOf(code);
        const version = await readScopeVersion(db, { owner: SHARED, scope: code as Scope });
        const fields = kind && (await readPlaceFields(db, kind, code));
        if (!kind || !fields) throw notFoundFor(null);
        return c.json(placeView({ code, kind, version }, fields), 200);
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'provinces.change'),
        method: 'put',
        path: '/staff/provinces/{code}',
        summary: 'Add a province (version 0) or change it',
        request: { params: provinceParam, query: previewQuery, body: jsonBody(setProvinceSchema) },
        responses: answered,
      }),
      async (c) => {
        const { code } = c.req.valid('param');
        const body = c.req.valid('json');
        requireScope(c, '*');
        const change = { kind: 'province' as const, code, nameZh: body.name.zh, nameEn: body.name.en };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changePlace(deps, change, request)), 200);
      },
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'schools.change'),
        method: 'put',
        path: '/staff/schools/{code}',
        summary: 'Add a school (version 0) or change it',
        request: { params: schoolParam, query: previewQuery, body: jsonBody(setSchoolSchema) },
        responses: answered,
      }),
      async (c) => {
        const { code } = c.req.valid('param');
        const { name, schoolPrintedSubjects, ...body } = c.req.valid('json');
        requireScope(c, code as Scope);
        const change = {
          kind: 'school' as const,
          code,
          nameZh: name.zh,
          nameEn: name.en,
          ...(schoolPrintedSubjects && { schoolPrintedSubjects }),
        };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changePlace(deps, change, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...campuses,
        method: 'put',
        path: '/staff/schools/{code}/settings',
        summary: 'Set who prints the admission tickets of a school: itself or its candidates',
        request: { params: schoolParam, query: previewQuery, body: jsonBody(setSchoolSettingsSchema) },
        responses: answered,
      }),
      async (c) => {
        const { code } = c.req.valid('param');
        const { schoolPrintedSubjects, ...body } = c.req.valid('json');
        requireScope(c, code as Scope);
        const change = { kind: 'school' as const, code, schoolPrintedSubjects };
        const request = settingRequest(c, clock, body, c.req.valid('query'));
        return c.json(settingsAnswer(await changePlace(deps, change, request)), 200);
      },
    )
    .openapi(
      createRoute({
        ...campuses,
        method: 'put',
        path: '/staff/campuses/{code}',
        summary: 'Add a campus (version 0) or change it, with where its candidates may sit their tests',
        request: { params: campusParam, query: previewQuery, body: jsonBody(setCampusSchema) },
        responses: answered,
      }),
      async (c) => {
        const { code } = c.req.valid('param');
        const { name, version, seenCount, isNew, ...settings } = c.req.valid('json');
        requireScope(c, code as Scope);
        const change = { kind: 'campus' as const, code, nameZh: name.zh, nameEn: name.en, ...settings };
        const request = settingRequest(c, clock, { version, seenCount, isNew }, c.req.valid('query'));
        return c.json(settingsAnswer(await changePlace(deps, change, request)), 200);
      },
    )
    .openapi(removal('provinces', provinceParam), (c) =>
      removed(c, 'province', c.req.valid('param'), c.req.valid('query')),
    )
    .openapi(removal('schools', schoolParam), (c) =>
      removed(c, 'school', c.req.valid('param'), c.req.valid('query')),
    )
    .openapi(removal('campuses', campusParam), (c) =>
      removed(c, 'campus', c.req.valid('param'), c.req.valid('query')),
    );
}

function placeView(
  place: { code: string; kind: PlaceKind; version: number },
  { nameZh, nameEn, ...settings }: SettingFields,
) {
  return { ...place, name: { zh: String(nameZh), en: String(nameEn) }, ...settings };
}

const COLUMNS: ExportColumn<ListedPlace>[] = [
  ['代码', 'Code', ({ code }) => code],
  ['中文名称', 'Name in Chinese', ({ nameZh }) => nameZh],
  ['英文名称', 'Name in English', ({ nameEn }) => nameEn],
];

/** What is set for a place of each kind. */
const SETTING_COLUMNS: Record<PlaceKind, readonly ExportColumn<ListedPlace>[]> = {
  province: [],
  school: [
    [
      '学校打印准考证的科目',
      'Subjects whose tickets the school prints',
      ({ settings }) => (settings as SchoolSettings).schoolPrintedSubjects.join(' '),
    ],
  ],
  campus: [
    [
      '笔试可去的其他校区',
      'Other campuses for written tests',
      ({ settings }) => (settings as CampusSettings).writtenCampusCodes.join(' '),
    ],
    [
      '口试可去其他校区',
      'Oral tests elsewhere',
      ({ settings }) => (settings as CampusSettings).oralLetsOut ?? false,
    ],
    [
      '口试接收外校区考生起始时间',
      'Oral tests open to others from',
      ({ settings }) => momentCell((settings as CampusSettings).oralAdmitsOutsidersFrom ?? null),
    ],
  ],
};
