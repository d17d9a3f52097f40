import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { decideCapacityChange } from '../../db/seats/decide-capacity-change.ts';
import {
  type CapacityChangeRow,
  listCapacityChanges,
  readCapacityChangeRow,
  schoolOfCampus,
} from '../../db/seats/read-capacity-change.ts';
import { findOffering } from '../../db/exam-session/read-offerings.ts';
import { submitCapacityChange } from '../../db/seats/submit-capacity-change.ts';
import { isInScope } from '../../domain/scopes.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { bilingual } from '../http/views.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { seasonToChange } from '../exam-session/season-named.ts';
import {
  capacityChangeListSchema,
  capacityChangeSchema,
  submitCapacityChangeSchema,
} from './capacity-schemas.ts';
import {
  examSessionQuery,
  idempotencyHeaders,
  json,
  jsonBody,
  type ProblemMembers,
  problems,
} from '../http/schemas.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { type SubmissionDesk, submissionRoutes, submitOnce } from '../staff/submission-routes.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { withdrawSubmission } from '../../db/staff/withdraw-submission.ts';
import { decidableView, submissionView } from '../staff/submissions.ts';

/**
 * Routes by which a school, its province or the centre changes the number of seats: one person can raise it, a cut
 * takes two.
 */
export function staffCapacityChangeRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const desk = capacityDesk(deps);

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        tags: ['staff'],
        ...requireStaff(deps, 'capacity.change'),
        method: 'post',
        path: '/staff/capacity-changes',
        summary:
          'Change the seats of a subject at a campus: a raise is made, a cut waits for a second person',
        request: {
          query: examSessionQuery,
          headers: idempotencyHeaders,
          body: jsonBody(submitCapacityChangeSchema),
        },
        responses: { 200: json(capacityChangeSchema), ...problems },
      }),
      async (c) => {
        const { campus, subject, capacity } = c.req.valid('json');
        const { account, scope } = c.var.staff;
        const { id: examSessionId } = (await seasonToChange(deps, c.req.valid('query').examSession))
          .examSession;
        const schoolCode = await schoolOfCampus(db, campus);
        const offeringId = await findOffering(db, examSessionId, campus, subject);
        // Places outside one's scope are answered as if they did not exist.
        if (schoolCode === null || offeringId === null || !isInScope(schoolCode, scope))
          throw new ApiError('SUBJECT_NOT_OFFERED');
        const asked = { kind: 'capacity-change', body: { offeringId, capacity } } as const;
        const view = await submitOnce(c, deps, desk, asked, async (id, command) => {
          const change = { id, offeringId, schoolCode, capacity, submittedBy: account, command };
          const outcome = await submitCapacityChange(db, change, clock.now());
          if (outcome.kind === 'refused')
            throw new ApiError(outcome.code, { extra: leastOf(outcome.code, outcome.least) });
        });
        return c.json(view, 200);
      },
    )
    .route('/', submissionRoutes(deps, desk));
}

function capacityDesk({ db, vault }: ApiDependencies) {
  return {
    name: 'capacity-changes',
    permission: { read: 'capacity.change', decide: 'capacity.change' },
    summary: {
      list: 'Changes in a state: those waiting longest first, decided ones newest first',
      one: 'One change, with the seats as they are now',
      decision: 'Approve or reject a cut, never by whoever submitted it; of two people one decides',
    },
    schema: { one: capacityChangeSchema, list: capacityChangeListSchema },
    list: (reader, filter) => listCapacityChanges(reader, filter),
    read: (id) => readCapacityChangeRow(db, id),
    submissionOf: ({ change }) => change,
    listed: (rows) => rows.map(rowView),
    listView: (capacityChanges, nextCursor) => ({ capacityChanges, nextCursor }),
    columns: [
      ['考次', 'Exam session', ({ examSessionId }) => examSessionId],
      ['校区代码', 'Campus code', ({ campus }) => campus],
      ['校区', 'Campus', ({ campusName }) => campusName],
      ['科目', 'Subject', ({ subject }) => subject],
      ['原容量', 'Seats before', ({ before }) => before],
      ['申请容量', 'Seats wanted', ({ capacity }) => capacity],
    ],
    reasonPlace: SEALED.capacityReason,
    view: async (row, account) => ({
      ...rowView(row),
      ...(await decidableView({ db, vault }, SEALED.capacityReason(row.change.id), row.change, account)),
    }),
    async decide(id, verdict, by) {
      const decided = await decideCapacityChange(db, id, verdict, by);
      return decided && { ...decided, extra: leastOf(decided.refusal, decided.least) };
    },
    withdraw: (id, by) => withdrawSubmission(db, 'capacityChanges', id, by),
  } satisfies SubmissionDesk<
    'capacity-changes',
    CapacityChangeRow,
    ReturnType<typeof rowView>,
    typeof capacityChangeSchema,
    typeof capacityChangeListSchema
  >;
}

/** Says how few seats there may be, where too few were asked for. */
function leastOf(refusal: DomainErrorCode | null, least: number): ProblemMembers {
  return refusal === 'CAPACITY_TOO_LOW' ? { least } : {};
}

function rowView({ change, offering, pool, campus }: CapacityChangeRow) {
  const { capacity, free, offered, held, paid, waiting } = pool;
  return {
    ...submissionView(change),
    examSessionId: offering.examSessionId,
    campus: offering.campusCode,
    campusName: bilingual(campus),
    subject: offering.subjectCode,
    before: change.before,
    capacity: change.capacity,
    pool: { capacity, free, offered, held, paid, waiting },
  };
}
