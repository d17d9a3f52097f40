import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  countPhotos,
  countReusable,
  decidePhoto,
  decidePhotos,
  listPhotos,
  type PhotoRow,
  readPhotoRow,
  reusePhotos,
} from '../../db/roll/photo-desk.ts';
import { readPhotos } from '../../db/roll/read-photo.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { PHOTO_TYPES } from '../../domain/roll/photo.ts';
import { PHOTO_REASON_WORDS, PHOTO_STATE_WORDS, type PhotoVerdict } from '../../domain/roll/photo-review.ts';
import type { Scope } from '../../domain/scopes.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed, seasonToChange } from '../exam-session/season-named.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { fileAnswer } from '../http/files.ts';
import { isHeld } from '../http/held.ts';
import {
  answerExport,
  codeColumns,
  type ExportColumn,
  exporting,
  exportQuery,
  momentCell,
} from '../http/list-export.ts';
import { isCursorId, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionQuery, json, jsonBody, problems } from '../http/schemas.ts';
import {
  photoDecisionBody,
  photoDecisionsBody,
  photoListSchema,
  photoRowSchema,
  photosFilter,
  photosQuery,
  reuseBody,
} from './photo-schemas.ts';

/** Routes of the desk at which photos are decided. */
export function staffPhotoRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const read = { tags: ['staff'], ...requireStaff(deps, 'rolls.read') };
  const review = { tags: ['staff'], ...requireStaff(deps, 'photos.review') };
  const candidateParam = z.object({ candidate: z.uuid() });
  const countSchema = z.object({ count: z.number().int() });

  async function filterOf(
    scope: Scope,
    { examSession, class: className, ...filter }: z.infer<typeof photosFilter>,
  ) {
    const { id: examSessionId } = (await anySeasonNamed(deps, examSession)).examSession;
    return { examSessionId, scope, className, ...filter };
  }

  /** @throws ApiError NOT_FOUND, for a photo outside the scope as well */
  async function photoInScope(candidateId: string, scope: Scope): Promise<PhotoRow> {
    const row = await readPhotoRow(db, candidateId, scope);
    if (!row) throw notFoundFor(await readPhotoRow(db, candidateId, '*'));
    return row;
  }

  function view(row: PhotoRow): z.infer<typeof photoRowSchema> {
    const roll = openRollRow(vault, { id: row.candidateId, personal: row.personal });
    return {
      candidateId: row.candidateId,
      photoId: row.photoId ?? '',
      state: row.photoState,
      reason: row.photoReason,
      name: maskName(roll.name),
      idNumber: maskIdNumber(roll.idNumber),
      studentNumber: roll.studentNumber,
      schoolCode: row.schoolCode,
      college: row.college,
      className: row.className,
      decidedBy: row.decidedBy,
      decidedAt: isoInstant(row.decidedAt),
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/photos',
        summary: 'Photos of the scope with whose they are, masked, and how many are in each state',
        request: { query: photosQuery },
        responses: { 200: json(photoListSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...asked } = c.req.valid('query');
        const filter = await filterOf(c.var.staff.scope, asked);
        const cursor = keysetFrom(after, ([, id]) => isCursorId(id));
        const [rows, counts] = await Promise.all([
          listPhotos(db, { ...filter, after: cursor, limit: limit + 1 }),
          countPhotos(db, filter),
        ]);
        const { shown, nextCursor } = pageOf(rows, limit, (last) => keysetCursor(cursorOf(last)));
        return c.json(
          { examSessionId: filter.examSessionId, photos: shown.map(view), counts, nextCursor },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'photos'),
        path: '/staff/photos/exports',
        request: { query: exportQuery(photosFilter) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const { language: _language, format: _format, ...asked } = query;
        const filter = await filterOf(c.var.staff.scope, asked);
        return answerExport(c, deps, {
          list: 'photos',
          query: { ...query, examSession: filter.examSessionId },
          page: (reader, after: readonly [string, string] | undefined, limit) =>
            listPhotos(reader, { ...filter, after, limit }),
          cursorOf,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: 'get',
        path: '/staff/photos/{candidate}/picture',
        summary: 'The photo of a roll entry',
        request: { params: candidateParam },
        responses: { 200: fileAnswer('The photo', PHOTO_TYPES), ...problems },
      }),
      async (c) => {
        const row = await photoInScope(c.req.valid('param').candidate, c.var.staff.scope);
        if (!row.photoId) throw notFoundFor(row.photoId);
        c.header('Cache-Control', 'private, no-cache');
        if (isHeld(c, `"${row.photoId}"`)) return c.body(null, 304) as never;
        const photo = (await readPhotos(db, vault, [row.photoId])).get(row.photoId);
        if (!photo) throw notFoundFor(photo);
        return c.body(new Uint8Array(photo.image), 200, { 'Content-Type': photo.type });
      },
    )
    .openapi(
      createRoute({
        ...review,
        method: 'post',
        path: '/staff/photos/{candidate}/decision',
        summary: 'Accept or reject the photo that was seen',
        request: { params: candidateParam, body: jsonBody(photoDecisionBody) },
        responses: { 200: json(photoRowSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { candidate: candidateId } = c.req.valid('param');
        const { photoId, ...verdict } = c.req.valid('json');
        await photoInScope(candidateId, scope);
        const by = { account, at: clock.now() };
        const done = await decidePhoto(db, { candidateId, photoId, scope }, verdict as PhotoVerdict, by);
        const row = await readPhotoRow(db, candidateId, scope);
        if (!done || !row) throw new ApiError('PHOTO_CHANGED');
        return c.json(view(row), 200);
      },
    )
    .openapi(
      createRoute({
        ...review,
        method: 'post',
        path: '/staff/photos/decisions',
        summary: 'Accept or reject all photos of a filter, if they are as many as were seen',
        request: { query: photosFilter, body: jsonBody(photoDecisionsBody) },
        responses: { 200: json(countSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const query = c.req.valid('query');
        const { id: examSession } = (await seasonToChange(deps, query.examSession)).examSession;
        const asked = await filterOf(scope, { ...query, examSession });
        const { seenCount, ...verdict } = c.req.valid('json');
        const filter = { ...asked, state: asked.state ?? ('unreviewed' as const) };
        const by = { account, at: clock.now() };
        const work = { filter, seenCount, verdict: verdict as PhotoVerdict };
        const count = await decidePhotos(db, work, by);
        if (count !== seenCount) throw new ApiError('COUNT_CHANGED', { extra: { count } });
        return c.json({ count }, 200);
      },
    )
    .openapi(
      createRoute({
        ...review,
        method: 'post',
        path: '/staff/photos/reuse',
        summary: 'Give people without a photo the one of their last exam session, by ID number and name',
        request: { query: examSessionQuery, body: jsonBody(reuseBody) },
        responses: { 200: json(countSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id } = (await seasonToChange(deps, c.req.valid('query').examSession)).examSession;
        const { seenCount } = c.req.valid('json');
        const count = await countReusable(db, id, scope);
        if (seenCount === undefined) return c.json({ count }, 200);
        if (seenCount !== count) throw new ApiError('COUNT_CHANGED', { extra: { count } });
        const by = { account, at: clock.now() };
        return c.json({ count: await reusePhotos(db, { examSessionId: id, scope }, by) }, 200);
      },
    );
}

function cursorOf({ schoolCode, candidateId }: PhotoRow): readonly [string, string] {
  return [schoolCode, candidateId];
}

type Shown = z.infer<typeof photoRowSchema>;

const COLUMNS: ExportColumn<Shown>[] = [
  ['学校代码', 'School code', ({ schoolCode }) => schoolCode],
  ['院系', 'College', ({ college }) => college],
  ['班级', 'Class', ({ className }) => className],
  ['姓名', 'Name', ({ name }) => name],
  ['学号', 'Student number', ({ studentNumber }) => studentNumber],
  ['证件号码', 'ID number', ({ idNumber }) => idNumber],
  ...codeColumns<Shown>('照片状态', 'State of the photo', PHOTO_STATE_WORDS, ({ state }) => state),
  ...codeColumns<Shown>('不合格原因', 'Why rejected', PHOTO_REASON_WORDS, ({ reason }) => reason),
  ['审核人', 'Decided by', ({ decidedBy }) => decidedBy],
  ['审核时间', 'Decided', ({ decidedAt }) => momentCell(decidedAt)],
];
