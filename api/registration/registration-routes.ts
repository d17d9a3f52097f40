import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listEvents } from '../../db/registration/read-registration.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { answerCommand } from './answer-command.ts';
import { runCommand } from './run-command.ts';
import { intentOf } from '../commands/run-once.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { readRegistrationFacts } from './facts.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import { registrationTag } from './tag.ts';
import { registrationView } from './view.ts';
import { prepareSave } from './save-command.ts';
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
import { candidateActor } from '../../domain/actor.ts';

export function registrationRoutes(deps: ApiDependencies) {
  const { db } = deps;
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
        const { passportId, provinceCode } = c.var.candidate;
        const examSession = await examSessionNamed(deps, body.examSessionId);
        const intent = intentOf(c, candidateActor(c.var.candidate.passportId), examSession.id, body);
        const { answer } = await runCommand(deps, intent, (ids) =>
          prepareSave(deps, { ...ids, passportId }, { examSession, provinceCode, ...body }),
        );
        const facts = await readRegistrationFacts(deps, passportId, examSession.id);
        return c.json({ code: answer.code, registration: await registrationView(deps, facts) }, 200);
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
        const facts = await readRegistrationFacts(
          deps,
          c.var.candidate.passportId,
          c.req.valid('query').examSession,
        );
        const tag = await registrationTag(deps, facts);
        c.header('ETag', tag);
        if (c.req.header('if-none-match') === tag) return c.body(null, 304) as never;
        return c.json(await registrationView(deps, facts), 200);
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
        const answer = await answerCommand(deps, c, null, (ids, { settingsVersion, registrationWindow }) => ({
          type: 'withdraw',
          ...ids,
          facts: { settingsVersion, registrationWindow },
        }));
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
        const { record } = await readRegistrationFacts(deps, passportId, c.req.valid('query').examSession);
        return c.json(await timelineView(db, await listEvents(db, record.id), passportId), 200);
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
        const answer = await answerCommand(deps, c, body, (ids, { settingsVersion, actionFacts }) => ({
          type: 'chooseTranscripts',
          ...ids,
          choices: body.choices,
          facts: { settingsVersion, transcriptWindows: actionFacts.transcriptWindows },
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
        const answer = await answerCommand(deps, c, body, (ids, { settingsVersion }) => ({
          type: 'setQuickPrint',
          ...ids,
          on: body.on,
          facts: { settingsVersion },
        }));
        return c.json(answer, 200);
      },
    );
}
