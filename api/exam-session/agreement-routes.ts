import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { acceptAgreements } from '../../db/exam-session/accept-agreements.ts';
import {
  type AgreementText,
  readAcceptance,
  readAgreementTexts,
  versionsInForce,
} from '../../db/exam-session/read-agreements.ts';
import { currentExamSession } from '../../db/exam-session/current-exam-session.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { optionalCandidate, requireCandidate } from '../http/middleware/require-candidate.ts';
import { examSessionQuery, json, jsonBody, problems } from '../http/schemas.ts';
import { acceptAgreementsSchema, agreementsSchema } from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';

export function agreementRoutes(deps: ApiDependencies) {
  const { db, clock } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/agreements',
        tags: ['agreements'],
        summary: 'The texts in force, and when the signed-in passport accepted them for an exam session',
        middleware: optionalCandidate(deps),
        request: { query: examSessionQuery },
        responses: { 200: json(agreementsSchema), ...problems },
      }),
      async (c) => {
        const now = clock.now();
        const id = c.req.valid('query').examSession;
        const examSession = await currentExamSession(db, now, id);
        if (!examSession && id !== undefined) throw new ApiError('EXAM_SESSION_UNKNOWN');
        const texts = await readAgreementTexts(db, now);
        const accepted =
          c.var.candidate && examSession
            ? await readAcceptance(db, c.var.candidate.passportId, examSession.id, texts)
            : null;
        return c.json(agreementsView(texts, accepted), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/agreements',
        tags: ['agreements'],
        summary: 'Accept the agreement and the integrity pledge for an exam session',
        security: CANDIDATE_ONLY,
        middleware: requireCandidate(deps),
        request: { body: jsonBody(acceptAgreementsSchema) },
        responses: { 200: json(agreementsSchema), ...problems },
      }),
      async (c) => {
        const now = clock.now();
        const { examSessionId, agreementVersion, pledgeVersion } = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const examSession = await currentExamSession(db, now, examSessionId);
        if (!examSession) throw new ApiError('EXAM_SESSION_UNKNOWN');
        const texts = await readAgreementTexts(db, now);
        const inForce = versionsInForce(texts);
        if (agreementVersion !== inForce.agreement || pledgeVersion !== inForce.pledge) {
          throw new ApiError('AGREEMENT_OUTDATED');
        }
        await acceptAgreements(db, {
          passportId,
          examSessionId,
          agreementVersion,
          pledgeVersion,
          acceptedAt: now,
        });
        return c.json(agreementsView(texts, await readAcceptance(db, passportId, examSessionId, texts)), 200);
      },
    );
}

function agreementsView(texts: AgreementText[], acceptedAt: Date | null) {
  return {
    texts: texts.map((text) => ({
      kind: text.kind,
      version: text.version,
      title: { zh: text.titleZh, en: text.titleEn },
      body: { zh: text.bodyZh, en: text.bodyEn },
    })),
    acceptedAt: acceptedAt && acceptedAt.toISOString(),
  };
}
