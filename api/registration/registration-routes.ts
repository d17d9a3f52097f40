import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { askOnLook } from '../../db/registration/order-questions.ts';
import { readCorrectionValues } from '../../db/registration/correction-values.ts';
import { listEvents } from '../../db/registration/read-registration.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { readShown } from '../../db/registration/read-shown.ts';
import { ApiError } from '../http/errors.ts';
import { answerCommand, answerPrepared } from './answer-command.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { readRegistrationFacts } from './facts.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { shownSeason } from './shown-season.ts';
import { registrationTag } from './tag.ts';
import { registrationView } from './view.ts';
import { prepareSave } from './save-command.ts';
import { isHeld } from '../http/held.ts';
import {
  examSessionQuery,
  json,
  jsonBody,
  problems,
  unchanged,
  idempotencyHeaders,
} from '../http/schemas.ts';
import {
  chooseTranscriptsSchema,
  commandAnswerSchema,
  quickPrintSchema,
  registrationSchema,
  saveRegistrationSchema,
  timelineSchema,
} from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { timelineView } from './timeline-view.ts';

export function registrationRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  const guarded = { tags: ['registration'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };
  const commanded = { ...guarded, request: { query: examSessionQuery, headers: idempotencyHeaders } };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'put',
        path: '/registration',
        summary: '保存并继续: binds the signed-in passport to a roll entry',
        ...guarded,
        request: { headers: idempotencyHeaders, body: jsonBody(saveRegistrationSchema) },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { registration, ...answer } = await answerPrepared(deps, c, body.examSessionId, body, (ids) =>
          prepareSave(deps, ids, c.var.candidate, body),
        );
        if (!registration) throw new ApiError('REGISTRATION_NOT_FOUND');
        return c.json({ ...answer, registration }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/registration',
        summary: '报名信息',
        ...guarded,
        request: { query: examSessionQuery },
        responses: { 200: json(registrationSchema), ...unchanged, ...problems },
      }),
      async (c) => {
        const { passportId } = c.var.candidate;
        const { id } = (await seasonNamed(deps, c.req.valid('query').examSession)).examSession;
        const shown = await readShown(db, passportId, id);
        if (!shown) throw new ApiError('REGISTRATION_NOT_FOUND');
        await askOnLook(db, shown.orders, deps.clock.now());
        const season = await shownSeason(deps, shown);
        const tag = registrationTag(season, shown, deps.clock.now());
        if (isHeld(c, tag)) return c.body(null, 304) as never;
        return c.json(registrationView(deps, season, shown), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/registration',
        summary: '报名信息删除: deletes a registration with nothing paid',
        ...commanded,
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const answer = await answerCommand(deps, c, null, (ids) => ({ type: 'withdraw', ...ids }));
        return c.json(answer, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/registration/timeline',
        summary: 'What happened to the registration, newest first',
        ...guarded,
        request: { query: examSessionQuery },
        responses: { 200: json(timelineSchema), ...problems },
      }),
      async (c) => {
        const { passportId } = c.var.candidate;
        const { record, season } = await readRegistrationFacts(
          deps,
          passportId,
          c.req.valid('query').examSession,
        );
        const events = await listEvents(db, record.id);
        const isCorrected = events.some(({ event }) => event.type === 'informationCorrected');
        const values = isCorrected ? await readCorrectionValues(db, vault, record.id) : new Map();
        return c.json(timelineView(season, events, { values, showsNames: true }, passportId), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/registration/transcripts',
        summary: '成绩报告单: paper and electronic, or electronic only, per level',
        ...commanded,
        request: { ...commanded.request, body: jsonBody(chooseTranscriptsSchema) },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const answer = await answerCommand(deps, c, body, (ids) => ({
          type: 'chooseTranscripts',
          ...ids,
          choices: body.choices,
        }));
        return c.json(answer, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/registration/quick-print',
        summary: '快速打印开启',
        ...commanded,
        request: { ...commanded.request, body: jsonBody(quickPrintSchema) },
        responses: { 200: json(commandAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const answer = await answerCommand(deps, c, body, (ids) => ({
          type: 'setQuickPrint',
          ...ids,
          on: body.on,
        }));
        return c.json(answer, 200);
      },
    );
}
