import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  countPeople,
  listPeople,
  type PeoplePlace,
  type PersonRow,
} from '../../db/registration/list-people.ts';
import { MOST_PEOPLE_COUNTED, rollStageOf } from '../../domain/registration/people-filter.ts';
import type { Scope } from '../../domain/scopes.ts';
import { ROLL_STAGE_WORDS } from '../../domain/staff/list-words.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { answerExport, codeColumns, type ExportColumn, exporting, exportQuery } from '../http/list-export.ts';
import { isCursorId, keysetCursor, keysetFrom, pageOf } from '../http/list-page.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { json, problems } from '../http/schemas.ts';
import { requireSchool } from './people-asked.ts';
import {
  peopleListFilter,
  peopleListQuery,
  peopleListSchema,
  type personRowSchema,
} from './people-schemas.ts';

import { ROLL_PERSON_COLUMNS, rollPersonView } from './roll-person.ts';

type Shown = z.infer<typeof personRowSchema>;

/** Routes by which staff see the people of their rolls, and how far each has come. */
export function staffPeopleRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;

  /** Reads whom somebody asks for. @throws ApiError EXAM_SESSION_UNKNOWN, SCHOOL_NEEDED */
  async function filterOf(scope: Scope, query: z.infer<typeof peopleListFilter>) {
    const { examSession, inside, college, class: className, grade, educationLevel, stage } = query;
    requireSchool(scope, inside, { college, className, grade, educationLevel, stage });
    const { id: examSessionId } = (await anySeasonNamed(deps, examSession)).examSession;
    return { examSessionId, scope, inside, college, className, grade, educationLevel, stage };
  }

  function view(row: PersonRow): Shown {
    return {
      ...rollPersonView(vault, row),
      grade: row.grade,
      stage: rollStageOf(row.stage),
      missingSince: isoInstant(row.missingSince),
    };
  }

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'rolls.read'),
        method: 'get',
        path: '/staff/people',
        summary: 'People of the rolls of the scope, masked, registered or not',
        request: { query: peopleListQuery },
        responses: { 200: json(peopleListSchema), ...problems },
      }),
      async (c) => {
        const { after, limit, ...asked } = c.req.valid('query');
        const filter = await filterOf(c.var.staff.scope, asked);
        const cursor = keysetFrom(after, ([, id]) => isCursorId(id));
        const [rows, count] = await Promise.all([
          listPeople(db, { ...filter, ...orderOf(asked), after: cursor, limit: limit + 1 }),
          countPeople(db, filter, MOST_PEOPLE_COUNTED),
        ]);
        const { shown, nextCursor } = pageOf(rows, limit, (last) => keysetCursor(cursorOf(last)));
        return c.json(
          { examSessionId: filter.examSessionId, people: shown.map(view), count, nextCursor },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...exporting(deps, 'people'),
        path: '/staff/people/exports',
        request: { query: exportQuery(peopleListFilter) },
      }),
      async (c) => {
        const query = c.req.valid('query');
        const filter = await filterOf(c.var.staff.scope, query);
        return answerExport(c, deps, {
          list: 'people',
          query: { ...query, examSession: filter.examSessionId },
          page: (reader, after: PeoplePlace | undefined, limit) =>
            listPeople(reader, { ...filter, ...orderOf(query), after, limit }),
          cursorOf,
          shown: (rows) => rows.map(view),
          columns: COLUMNS,
        });
      },
    );
}

function orderOf({ sort, order }: Pick<z.infer<typeof peopleListFilter>, 'sort' | 'order'>) {
  return { sort, descending: order === 'desc' };
}

function cursorOf({ schoolCode, id }: PersonRow): PeoplePlace {
  return [schoolCode, id];
}

const COLUMNS: ExportColumn<Shown>[] = [
  ...ROLL_PERSON_COLUMNS,
  ['年级', 'Grade', ({ grade }) => grade],
  ...codeColumns<Shown>('报名进度', 'Stage', ROLL_STAGE_WORDS, ({ stage }) => stage),
];
