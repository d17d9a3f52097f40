import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readCampusNames } from '../../db/exam-session/read-campuses.ts';
import { correctCandidate } from '../../db/roll/correct-candidate.ts';
import { listCorrections, readRollPerson } from '../../db/roll/roll-person.ts';
import { messageInForm } from '../../domain/cells/flaws.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { ROLL_COLUMNS, type RollCells, type RollColumn, rollCells } from '../../domain/roll/roll.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';
import { mayAlso, requireStaff } from '../http/middleware/require-staff.ts';
import { instantSchema, json, jsonBody, problems } from '../http/schemas.ts';
import { codeSchema, lineSchema, proseSchema } from '../http/text-schemas.ts';
import { photoDecisionSchema } from './schemas.ts';
import { photoDecisionView } from './view.ts';

const COLUMN_KEYS = ROLL_COLUMNS.map(({ key }) => key) as [RollColumn, ...RollColumn[]];
const cellsSchema = z.partialRecord(z.enum(COLUMN_KEYS), z.string());

const rollPersonSchema = z
  .object({
    id: z.uuid(),
    examSessionId: z.string(),
    digest: z.string().openapi({ description: 'The state that a correction is made on' }),
    campus: z.object({ code: z.string(), name: z.object({ zh: z.string(), en: z.string() }) }),
    cells: cellsSchema.openapi({
      description:
        'As a file would hold them; the ID number masked, and for whoever reads no rolls the name too',
    }),
    corrected: z.array(z.enum(COLUMN_KEYS)).openapi({ description: 'Corrected by hand' }),
    photo: photoDecisionSchema,
    isBound: z.boolean().openapi({ description: 'A candidate has saved a registration from it' }),
    history: z.array(
      z.object({
        by: z.string(),
        at: instantSchema,
        reason: z.string(),
        before: cellsSchema,
        after: cellsSchema,
      }),
    ),
  })
  .openapi('RollPerson');

const correctionSchema = z
  .object({
    digest: codeSchema(100).min(1),
    reason: proseSchema(200).min(1),
    cells: z
      .object(
        Object.fromEntries(COLUMN_KEYS.map((key) => [key, lineSchema(200).optional()])) as Record<
          RollColumn,
          z.ZodOptional<ReturnType<typeof lineSchema>>
        >,
      )
      .openapi({ description: 'What is to change, as people write it' }),
  })
  .openapi('CorrectRollEntry');

/** Routes by which one person of a roll is looked at and corrected by hand. */
export function staffRollRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const idParam = z.object({ id: z.uuid() });

  async function personView(staff: StaffSession, id: string) {
    const { scope } = staff;
    const found = await readRollPerson(db, vault, { id, scope });
    if (!found) throw notFoundFor(await readRollPerson(db, vault, { id, scope: '*' }));
    const { candidate, roll, isBound } = found;
    const campus = (await readCampusNames(db, [candidate.campusCode]))(candidate.campusCode);
    const history = await listCorrections(db, vault, id);
    const shown = mayAlso(staff, 'rolls.read') ? masked : maskedAll;
    return {
      id,
      examSessionId: candidate.examSessionId,
      digest: candidate.digest,
      campus: { code: campus.code, name: { zh: campus.nameZh, en: campus.nameEn } },
      cells: shown(rollCells(roll)),
      corrected: candidate.corrected,
      photo: photoDecisionView({
        photoState: candidate.photoId === null ? null : candidate.photoState,
        photoReason: candidate.photoReason,
      }),
      isBound,
      history: history.map(({ actor, happenedAt, values }) => ({
        by: actor,
        at: isoInstant(happenedAt),
        reason: values?.reason ?? '',
        before: shown(values?.before ?? {}),
        after: shown(values?.after ?? {}),
      })),
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'candidates.read'),
        method: 'get',
        path: '/staff/candidates/{id}',
        summary: 'One person of a roll, with what was corrected by hand; masked',
        request: { params: idParam },
        responses: { 200: json(rollPersonSchema), ...problems },
      }),
      async (c) => c.json(await personView(c.var.staff, c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'rolls.correct'),
        method: 'post',
        path: '/staff/candidates/{id}/corrections',
        summary:
          'Correct a roll entry by hand, with the reason; a saved registration keeps what it was saved with',
        request: { params: idParam, body: jsonBody(correctionSchema) },
        responses: { 200: json(rollPersonSchema), ...problems },
      }),
      async (c) => {
        const { account, scope } = c.var.staff;
        const { id: candidateId } = c.req.valid('param');
        const { digest, reason, cells } = c.req.valid('json');
        const typed = Object.fromEntries(
          Object.entries(cells).filter(([, cell]) => cell !== undefined),
        ) as Partial<RollCells>;
        const by = { account, scope, at: clock.now() };
        const outcome = await correctCandidate(deps, { candidateId, digest, reason, cells: typed }, by);
        if (!outcome.done) {
          if (outcome.refusal === 'NOT_FOUND')
            throw notFoundFor(await readRollPerson(db, vault, { id: candidateId, scope: '*' }));
          const flaws = 'flaws' in outcome ? outcome.flaws : [];
          throw new ApiError(outcome.refusal, {
            extra: {
              flaws: flaws.map((flaw) => ({
                column: flaw.column,
                code: flaw.code,
                message: messageInForm(flaw),
              })),
            },
          });
        }
        return c.json(await personView(c.var.staff, candidateId), 200);
      },
    );
}

function masked(cells: Partial<RollCells>): Partial<RollCells> {
  return cells.idNumber === undefined ? cells : { ...cells, idNumber: maskIdNumber(cells.idNumber) };
}

/** Masks what support has no use for besides; remarks may say anything. */
function maskedAll(cells: Partial<RollCells>): Partial<RollCells> {
  const { remarks: _, ...others } = masked(cells);
  return others.name === undefined ? others : { ...others, name: maskName(others.name) };
}
