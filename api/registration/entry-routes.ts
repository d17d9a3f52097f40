import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { readOffered } from '../../db/registration/read-offered.ts';
import { writtenCampusCodes } from '../../domain/exam-session/campus.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { campusNamed, campusSettings, offeringsAt, subjectNamed } from '../../domain/exam-session/season.ts';
import { offeringFacts } from '../../domain/registration/offering-facts.ts';
import { eligibilityIn } from '../../domain/roll/eligibility.ts';
import {
  choosingRefusal,
  managementEndOf,
  selectionRefusal,
  waitingRefusal,
} from '../../domain/registration/rules.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import { seatsLeft, seatsOnSale } from '../../domain/seats/seats.ts';
import { isoInstant } from '../../domain/time.ts';
import { answerCommand } from './answer-command.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { readRegistrationFacts } from './facts.ts';
import {
  campusCodeSchema,
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
            campus: campusCodeSchema
              .optional()
              .openapi({ description: 'For an oral: this campus besides the own one' }),
          }),
        },
        responses: { 200: json(subjectTableSchema), ...problems },
      }),
      async (c) => {
        const { examSession: sessionId, mode, campus } = c.req.valid('query');
        const facts = await readRegistrationFacts(deps, c.var.candidate.passportId, sessionId);
        const { record, roll } = facts;
        const home = record.campusCode;
        const campusCodes =
          mode === 'oral'
            ? [...new Set([home, campus ?? home])]
            : writtenCampusCodes(home, campusSettings(facts.season, home));
        const offered = await readOffered(db, record, campusCodes);
        const present = await deps.seasons.at(record.examSessionId, offered.versions);
        const season = seasonFor(present, facts.extraWindow);
        const { settings } = season.examSession;
        const candidate = { campusCode: home, eligibility: eligibilityIn(season, roll) };
        // The candidate's own campus comes before the others; subjects stay in the order of the catalogue.
        const offerings = campusCodes
          .flatMap((code) => offeringsAt(season, code))
          .filter((offering) => subjectNamed(season, offering.subjectCode).mode === mode)
          .toSorted((one, other) => one.subjectCode.localeCompare(other.subjectCode));
        const rowsOf = offerings.flatMap((offering) => {
          const seats = offered.seats.get(offering.id);
          return seats ? [{ offering, seats, facts: offeringFacts(season, candidate, offering) }] : [];
        });
        const isAllowed = rowsOf.some(
          ({ facts: { campus: at, campusAllowed } }) => at === campus && campusAllowed,
        );
        if (campus !== undefined && !isAllowed) throw new ApiError('CAMPUS_NOT_ALLOWED');
        const now = clock.now();
        const closed = choosingRefusal(record.state, facts.actionFacts.registrationWindow, now);
        const rows = rowsOf.map((row) => {
          const { offering, seats } = row;
          const choice = { ...row.facts, seatAvailable: seatsOnSale(seats) > 0 };
          const taken = liveEntries(record.state).some((entry) => entry.offeringId === offering.id);
          return {
            offeringId: offering.id,
            subject: subjectView(subjectNamed(season, offering.subjectCode)),
            campus: campusView(campusNamed(season, offering.campusCode)),
            feeFen: offering.feeFen,
            window: periodView(choice.window),
            examStartsAt: isoInstant(offering.examStartsAt),
            examEndsAt: isoInstant(offering.examEndsAt),
            managementEndsAt: isoInstant(managementEndOf(record.state, choice)),
            seats: seatsLeft(seats),
            seatsFree: seatsOnSale(seats),
            taken,
            ineligible: choice.ineligible,
            // A seat that was offered but not paid in time counts as 已失效.
            waitState: seats.waitState === 'promoted' && !taken ? ('ended' as const) : seats.waitState,
            waitRefusal: closed ?? waitingRefusal(record.state, choice, settings, now),
            refusal: selectionRefusal(record.state, choice, settings, now) ?? closed,
          };
        });
        return c.json({ mode, holdMinutes: settings.holdMinutes, rows }, 200);
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
        const answer = await answerCommand(deps, c, body, (ids) => ({
          type: 'selectSubjects',
          ...ids,
          rows: offeringIds.map((offeringId) => ({
            offeringId,
            entryId: `${ids.commandId.slice(0, 16)}-${offeringId}`,
          })),
        }));
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
        const answer = await answerCommand(deps, c, null, (ids) => ({
          type: 'cancelEntry',
          ...ids,
          entryId: id,
        }));
        return c.json(answer, 200);
      },
    );
}
