import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { acceptAgreements } from '../../db/exam-session/accept-agreements.ts';
import { readAcceptances } from '../../db/exam-session/acceptances.ts';
import { readAgreementTexts } from '../../db/exam-session/read-agreement-texts.ts';
import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import { presentSeason, seasonNamed } from './season-named.ts';
import {
  acceptedAt,
  type AgreementText,
  textsInForce,
  versionsInForce,
} from '../../domain/exam-session/agreement-texts.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { optionalCandidate, requireCandidate } from '../http/middleware/require-candidate.ts';
import { examSessionQuery, json, jsonBody, problems } from '../http/schemas.ts';
import { acceptAgreementsSchema, agreementsSchema } from './schemas.ts';
import { ANYBODY_OR_CANDIDATE, CANDIDATE_ONLY } from '../http/security.ts';

export function agreementRoutes(deps: ApiDependencies) {
  const { db, clock, seasons } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/agreements',
        tags: ['agreements'],
        summary: 'The texts in force, and when the signed-in passport accepted them for an exam session',
        security: ANYBODY_OR_CANDIDATE,
        middleware: optionalCandidate(deps),
        request: { query: examSessionQuery },
        responses: { 200: json(agreementsSchema), ...problems },
      }),
      async (c) => {
        const now = clock.now();
        const id = c.req.valid('query').examSession;
        const examSession =
          id === undefined
            ? chooseCurrent((await seasons.calendar()).examSessions, now)
            : (await seasonNamed(deps, id)).examSession;
        const { candidate } = c.var;
        // Whoever registers a passport reads terms and privacy before there is any exam session.
        const [texts, accepted] = await Promise.all([
          readAgreementTexts(db),
          candidate && examSession ? readAcceptances(db, candidate.passportId, examSession.id) : [],
        ]);
        return c.json(agreementsView(texts, acceptedAt(accepted, texts, now), now), 200);
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
        const { texts } = await presentSeason(deps, examSessionId);
        const inForce = versionsInForce(texts, now);
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
        const accepted = await readAcceptances(db, passportId, examSessionId);
        return c.json(agreementsView(texts, acceptedAt(accepted, texts, now), now), 200);
      },
    );
}

function agreementsView(texts: readonly AgreementText[], accepted: Instant | null, now: Instant) {
  return {
    texts: textsInForce(texts, now).map((text) => ({
      kind: text.kind,
      version: text.version,
      title: { zh: text.titleZh, en: text.titleEn },
      body: { zh: text.bodyZh, en: text.bodyEn },
    })),
    acceptedAt: isoInstant(accepted),
  };
}
