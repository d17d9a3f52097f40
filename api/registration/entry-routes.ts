import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readCampuses, readCampusSettings, writtenCampusCodes } from '../../db/exam-session/read-campuses.ts';
import { listOfferings, readOfferings } from '../../db/exam-session/read-offerings.ts';
import { readWaitStates } from '../../db/seats/waitlist.ts';
import {
  registrationWindowRefusal,
  selectionRefusal,
  waitingRefusal,
} from '../../domain/registration/rules.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import { seatsLeft, seatsOnSale } from '../../domain/seats/seats.ts';
import { answerCommand } from './answer-command.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { offeringFactsReader, readRegistrationFacts } from './facts.ts';
import {
  examSessionQuery,
  json,
  jsonBody,
  modeSchema,
  problems,
  idempotencyHeaders,
} from '../http/schemas.ts';
import { commandAnswerSchema, selectSubjectsSchema, subjectTableSchema } from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { periodView } from '../http/views.ts';
import { campusView, subjectView } from '../exam-session/view.ts';

const entryParameters = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/** 报考科目: routes that show what can be chosen, choose it, and cancel it. */
export function entryRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  const guarded = { tags: ['registration'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/registration/subjects',
        summary: 'What can be chosen, with seats left and reasons',
        ...guarded,
        request: {
          query: examSessionQuery.extend({
            mode: modeSchema,
            campus: z
              .string()
              .regex(/^\d{6}$/)
              .optional()
              .openapi({ description: 'Only this campus' }),
          }),
        },
        responses: { 200: json(subjectTableSchema), ...problems },
      }),
      async (c) => {
        const { examSession: sessionId, mode, campus } = c.req.valid('query');
        const facts = await readRegistrationFacts(deps, c.var.candidate.passportId, sessionId);
        const { record, examSession, registrationWindow } = facts;
        const campusCodes =
          campus !== undefined
            ? [campus]
            : mode === 'oral'
              ? [record.campusCode]
              : writtenCampusCodes(record.campusCode, await readCampusSettings(db, record.campusCode));
        const [offerings, campuses, factsOf] = await Promise.all([
          listOfferings(db, { examSessionId: examSession.id, campusCodes, mode }),
          readCampuses(db, campusCodes),
          offeringFactsReader(deps, facts),
        ]);
        if (campus !== undefined && !offerings.some((row) => factsOf(row).campusAllowed))
          throw new ApiError('CAMPUS_NOT_ALLOWED');
        const waits = await readWaitStates(
          db,
          record.id,
          offerings.map(({ offering }) => offering.id),
        );
        const now = clock.now().getTime();
        const closed = registrationWindowRefusal(registrationWindow, now);
        // The candidate's own campus comes before the others; subjects stay in the order of the catalogue.
        const ownFirst = offerings.toSorted(
          (a, b) =>
            a.subject.code.localeCompare(b.subject.code) ||
            campusCodes.indexOf(a.offering.campusCode) - campusCodes.indexOf(b.offering.campusCode),
        );
        const rows = ownFirst.flatMap((row) => {
          const campusRecord = campuses.get(row.offering.campusCode);
          if (!campusRecord) return [];
          const offering = factsOf(row);
          const taken = liveEntries(record.state).some((entry) => entry.offeringId === row.offering.id);
          const waited = waits.get(row.offering.id) ?? null;
          return [
            {
              offeringId: row.offering.id,
              subject: subjectView(row.subject),
              campus: campusView(campusRecord),
              feeFen: row.offering.feeFen,
              window: periodView(offering.window),
              examStartsAt: row.offering.examStartsAt?.toISOString() ?? null,
              examEndsAt: row.offering.examEndsAt?.toISOString() ?? null,
              seats: seatsLeft(row.pool),
              seatsFree: seatsOnSale(row.pool),
              taken,
              ineligible: offering.ineligible,
              // A seat that was offered but not paid in time counts as 已失效.
              waitState: waited === 'promoted' && !taken ? ('ended' as const) : waited,
              waitRefusal: closed ?? waitingRefusal(record.state, offering, examSession.settings, now),
              refusal: selectionRefusal(record.state, offering, examSession.settings, now) ?? closed,
            },
          ];
        });
        return c.json({ mode, rows }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/registration/entries',
        summary: '报考: takes seats; each subject succeeds or fails alone',
        ...guarded,
        request: {
          query: examSessionQuery,
          headers: idempotencyHeaders,
          body: jsonBody(selectSubjectsSchema),
        },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const offeringIds = [...new Set(body.offeringIds)];
        const answer = await answerCommand(deps, c, body, async (ids, facts) => {
          const [offerings, factsOf] = await Promise.all([
            readOfferings(db, facts.examSession.id, offeringIds),
            offeringFactsReader(deps, facts),
          ]);
          if (offerings.length < offeringIds.length) throw new ApiError('SUBJECT_NOT_OFFERED');
          const { holdMinutes, oralNeedsWrittenPaid } = facts.examSession.settings;
          return {
            type: 'selectSubjects',
            ...ids,
            rows: offerings.map((row) => ({
              ...factsOf(row),
              entryId: `${ids.commandId.slice(0, 16)}-${row.offering.id}`,
            })),
            facts: {
              settingsVersion: facts.settingsVersion,
              registrationWindow: facts.registrationWindow,
              holdMinutes,
              oralNeedsWrittenPaid,
            },
          };
        });
        return c.json(answer, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/registration/entries/{id}',
        summary: '取消报考: gives an unpaid seat back',
        ...guarded,
        request: { query: examSessionQuery, headers: idempotencyHeaders, params: entryParameters },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const answer = await answerCommand(deps, c, null, (ids, { settingsVersion, actionFacts }) => ({
          type: 'cancelEntry',
          ...ids,
          entryId: id,
          facts: {
            settingsVersion,
            registrationWindow: actionFacts.registrationWindow,
            graceMinutes: actionFacts.graceMinutes,
            keepsLastWritten: actionFacts.keepsLastWritten,
          },
        }));
        return c.json(answer, 200);
      },
    );
}
