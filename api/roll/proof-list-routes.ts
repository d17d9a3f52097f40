import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  countRollPeople,
  listRollClasses,
  type PeopleFilter,
  type RollClass,
  readRollClass,
} from '../../db/roll/list-roll-people.ts';
import { readPhotos } from '../../db/roll/read-photo.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { staffActor } from '../../domain/actor.ts';
import type { ExportCell } from '../../domain/cells/export-cell.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { FULL_NUMBER_REASONS } from '../../domain/roll/full-numbers.ts';
import { PHOTO_STATE_WORDS } from '../../domain/roll/photo-review.ts';
import { MAX_PROOF_LIST_PEOPLE } from '../../domain/roll/proof-list.ts';
import { type RollRow, rollCells } from '../../domain/roll/roll.ts';
import { proofListPieces } from '../../gateways/pdf/proof-list.ts';
import { xlsxPieces } from '../../gateways/tables/xlsx-file.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { ApiError } from '../http/errors.ts';
import { aboutExport, exporting } from '../http/list-export.ts';
import { answerFile } from '../http/make-file.ts';
import { requireAlso, requireStaff } from '../http/middleware/require-staff.ts';
import { orderSchema, pageOf } from '../http/list-page.ts';
import { json, problems } from '../http/schemas.ts';
import { classCursor, classCursorSchema, classPlaceFrom } from './class-cursor.ts';
import { peopleFilter } from './photo-schemas.ts';

const MAX_LIST = 100;

const classesSchema = z
  .object({
    examSessionId: z.string(),
    people: z
      .number()
      .int()
      .openapi({
        description: `How many people there are with the filter, counted to ${MAX_PROOF_LIST_PEOPLE + 1}`,
      }),
    classes: z.array(
      z.object({
        schoolCode: z.string(),
        college: z.string().nullable(),
        className: z.string().nullable(),
        count: z.number().int(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('RollClassList');

/** Routes by which colleges and classes get lists of their people to compare and sign (校对名册). */
export function staffProofListRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;

  async function asked(scope: PeopleFilter['scope'], query: z.infer<typeof peopleFilter>) {
    const { examSession: named, class: className, ...filter } = query;
    const { examSession } = await anySeasonNamed(deps, named);
    return { examSession, filter: { examSessionId: examSession.id, scope, className, ...filter } };
  }

  /** Opens one class, by student number. */
  async function peopleOf(filter: PeopleFilter, one: RollClass) {
    const rows = await readRollClass(db, filter, one);
    return rows
      .map(({ personal, ...row }) => ({ ...row, roll: openRollRow(vault, { id: row.id, personal }) }))
      .toSorted((a, b) => (a.roll.studentNumber < b.roll.studentNumber ? -1 : 1));
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'rolls.read'),
        method: 'get',
        path: '/staff/proof-lists',
        summary: 'The classes of the scope that a proof list can be made of',
        request: {
          query: peopleFilter.extend({
            order: orderSchema,
            after: classCursorSchema,
            limit: z.coerce.number().int().min(1).max(MAX_LIST).default(50),
          }),
        },
        responses: { 200: json(classesSchema), ...problems },
      }),
      async (c) => {
        const { order, after, limit, ...query } = c.req.valid('query');
        const { filter } = await asked(c.var.staff.scope, query);
        const [people, rows] = await Promise.all([
          countRollPeople(db, filter, MAX_PROOF_LIST_PEOPLE + 1),
          listRollClasses(db, filter, { order, after: classPlaceFrom(after), limit: limit + 1 }),
        ]);
        const { shown: classes, nextCursor } = pageOf(rows, limit, classCursor);
        return c.json({ examSessionId: filter.examSessionId, people, classes, nextCursor }, 200);
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'proof-lists'),
        path: '/staff/proof-lists/exports',
        summary: `A proof list of at most ${MAX_PROOF_LIST_PEOPLE} people, a page for each class; ID numbers masked unless the right to full ones is used, with a reason`,
        request: {
          query: peopleFilter.extend({
            language: z.enum(['zh', 'en']).default('zh'),
            format: z.enum(['pdf', 'xlsx']).default('pdf'),
            fullNumbers: z.enum(['true', 'false']).default('false'),
            fullReason: z
              .enum(FULL_NUMBER_REASONS)
              .optional()
              .openapi({ description: 'Needed for full ID numbers; the audit log keeps it' }),
          }),
        },
      }),
      async (c) => {
        const { language, format, fullNumbers, fullReason, ...query } = c.req.valid('query');
        const { account, scope } = c.var.staff;
        if (fullNumbers === 'true') {
          requireAlso(c.var.staff, 'idNumbers.read');
          if (!fullReason)
            throw new ApiError('INVALID_INPUT', { fields: [{ path: 'query.fullReason', code: 'required' }] });
        }
        const { examSession, filter } = await asked(scope, query);
        if ((await countRollPeople(db, filter, MAX_PROOF_LIST_PEOPLE + 1)) > MAX_PROOF_LIST_PEOPLE)
          throw new ApiError('PROOF_LIST_TOO_LARGE', { extra: { limit: MAX_PROOF_LIST_PEOPLE } });
        const classes = await listRollClasses(db, filter, { limit: MAX_PROOF_LIST_PEOPLE });
        const at = clock.now();
        const actor = staffActor(account);
        const shownFilter = Object.fromEntries(
          Object.entries({ ...query, examSession: examSession.id, fullNumbers, fullReason }).filter(
            ([, value]) => value !== undefined,
          ),
        ) as Record<string, string>;
        const numberOf = ({ idNumber }: RollRow) =>
          fullNumbers === 'true' ? idNumber : maskIdNumber(idNumber);

        async function* pdf(counted: (rows: number) => void) {
          async function* pages() {
            for (const one of classes) {
              const people = await peopleOf(filter, one);
              const photos = await readPhotos(
                db,
                vault,
                people.flatMap(({ photoId }) => photoId ?? []),
              );
              counted(people.length);
              yield {
                college: one.college ?? '',
                className: one.className ?? '',
                people: people.map(({ roll, photoId }) => ({
                  name: roll.name,
                  sex: rollCells(roll).sex,
                  idNumber: numberOf(roll),
                  studentNumber: roll.studentNumber,
                  photo: photoId === null ? null : (photos.get(photoId)?.image ?? null),
                })),
              };
            }
          }
          const head = {
            title: '学籍校对名册',
            examSession: examSession.nameZh,
            madeBy: account,
            madeAt: at,
          };
          for await (const body of proofListPieces(pages(), head)) yield { body };
        }

        async function* xlsx(counted: (rows: number) => void) {
          async function* pages(): AsyncGenerator<ExportCell[][]> {
            for (const one of classes) {
              const people = await peopleOf(filter, one);
              counted(people.length);
              yield people.map(({ roll, photoId, photoState }): ExportCell[] => [
                roll.department,
                roll.className,
                roll.name,
                rollCells(roll).sex,
                numberOf(roll),
                roll.studentNumber,
                photoId === null ? NO_PHOTO : PHOTO_STATE_WORDS[photoState],
                null,
              ]);
            }
          }
          const pieces = xlsxPieces({
            language,
            heads: HEADS[language],
            rows: pages(),
            about: (rowCount) =>
              aboutExport(language, { list: 'proof-lists', at, actor, filter: shownFilter, rowCount }),
          });
          for await (const body of pieces) yield { body };
        }

        return answerFile(c, deps, {
          list: 'proof-lists',
          format,
          language,
          filter: shownFilter,
          pieces: format === 'pdf' ? pdf : xlsx,
        });
      },
    );
}

const NO_PHOTO = { zh: '无照片', en: 'No photo' };
const HEADS = {
  zh: ['院系', '班级', '姓名', '性别', '证件号码', '学号', '照片', '本人签名'],
  en: ['College', 'Class', 'Name', 'Sex', 'ID number', 'Student number', 'Photo', 'Signature'],
};
