import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  openReviewPersonal,
  readReview,
  readReviewOf,
  type ReviewRecord,
  reviewEndsAt,
  reviewOf,
} from '../../db/review/read-review.ts';
import { reviewTriesLeft } from '../../db/review/count-review-try.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { openReason } from '../../db/staff/sealed-reason.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { changeRefusal, decideReview } from '../../domain/review/decide.ts';
import type { ReviewPlace } from '../../workflows/review/messages.ts';
import { type AcceptedCommand, intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { newReviewId, readReviewFacts, reviewRequest } from './facts.ts';
import { examSessionQuery, json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import {
  resubmitReviewSchema,
  reviewAnswerSchema,
  reviewPageSchema,
  reviewQuerySchema,
  type reviewSchema,
  submitReviewSchema,
} from './schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { campusView } from '../exam-session/view.ts';
import { windowRefusal } from '../http/window-refusal.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import { candidateActor } from '../../domain/actor.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';
import { isoInstant } from '../../domain/time.ts';

/** Routes by which a candidate sees and changes their CET6资格复核. */
export function reviewRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  const guarded = { tags: ['review'], security: CANDIDATE_ONLY, middleware: requireCandidate(deps) };
  const commanded = { query: examSessionQuery, headers: idempotencyHeaders };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/review',
        summary: 'The CET-6 re-check of the exam session, and whether one can be asked for',
        ...guarded,
        request: { query: examSessionQuery.extend(reviewQuerySchema.shape) },
        responses: { 200: json(reviewPageSchema), ...problems },
      }),
      async (c) => {
        const { examSession: id, candidate: candidateId } = c.req.valid('query');
        const { examSession } = await seasonNamed(deps, id);
        const { passportId } = c.var.candidate;
        const record = await readReviewOf(db, passportId, examSession.id);
        const facts = await readReviewFacts(deps, c.var.candidate, examSession.id, candidateId, 'any');
        const { candidate, endsAt } = facts;
        return c.json(
          {
            candidate: {
              id: candidate.id,
              name: candidate.roll.name,
              idNumber: candidate.roll.idNumber,
              campus: campusView(candidate.campus),
            },
            review: record && (await reviewView(deps, record)),
            offerRefusal: record ? ('REVIEW_EXISTS' as const) : facts.offerRefusal,
            triesLeft: await reviewTriesLeft(db, passportId, clock.now()),
            endsAt: endsAt === 0 ? null : isoInstant(endsAt),
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/review',
        summary: 'Ask for a CET-6 re-check: approved at once, or left to the school',
        ...guarded,
        request: { ...commanded, body: jsonBody(submitReviewSchema) },
        responses: { 200: json(reviewAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const { examSession } = await seasonNamed(deps, c.req.valid('query').examSession);
        const intent = intentOf(c, candidateActor(c.var.candidate.passportId), examSession.id, body);
        const accepted = await runOnce(deps, intent, async (ids, updateId) => {
          if (await readReviewOf(db, passportId, examSession.id)) throw new ApiError('REVIEW_EXISTS');
          const facts = await readReviewFacts(
            deps,
            c.var.candidate,
            examSession.id,
            body.candidateId,
            'inForce',
          );
          if (facts.offerRefusal) throw new ApiError(facts.offerRefusal, { moment: facts.offerMoment });
          const whose = { ...ids, passportId };
          const reviewId = newReviewId(ids);
          const { request, match } = await reviewRequest(
            deps,
            facts,
            { ...whose, reviewId },
            body.ticketNumber,
          );
          return send(
            { reviewId, ...request },
            null,
            { type: 'submit', ...whose, request, facts: { endsAt: facts.endsAt, match } },
            updateId,
          );
        });
        return c.json(await answerOf(accepted), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/review',
        summary: 'Correct a rejected re-check and submit it again',
        ...guarded,
        request: { ...commanded, body: jsonBody(resubmitReviewSchema) },
        responses: { 200: json(reviewAnswerSchema), ...problems },
      }),
      async (c) => {
        const body = c.req.valid('json');
        const { passportId } = c.var.candidate;
        const { examSession } = await seasonNamed(deps, c.req.valid('query').examSession);
        const intent = intentOf(c, candidateActor(c.var.candidate.passportId), examSession.id, body);
        const accepted = await runOnce(deps, intent, async (ids, updateId) => {
          const record = await changeable(passportId, examSession.id);
          const facts = await readReviewFacts(
            deps,
            c.var.candidate,
            examSession.id,
            record.candidateId,
            'inForce',
          );
          if (facts.offerRefusal) throw new ApiError(facts.offerRefusal, { moment: facts.offerMoment });
          const whose = { ...ids, passportId };
          const { request, match } = await reviewRequest(
            deps,
            facts,
            { ...whose, reviewId: record.id },
            body.ticketNumber,
          );
          return send(
            { ...record, reviewId: record.id },
            record,
            { type: 'resubmit', ...whose, request, facts: { endsAt: facts.endsAt, match } },
            updateId,
          );
        });
        return c.json(await answerOf(accepted), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/review',
        summary: 'Delete a rejected re-check',
        ...guarded,
        request: commanded,
        responses: { 200: json(reviewAnswerSchema), ...problems },
      }),
      async (c) => {
        const { passportId } = c.var.candidate;
        const { examSession } = await seasonNamed(deps, c.req.valid('query').examSession);
        const intent = intentOf(c, candidateActor(c.var.candidate.passportId), examSession.id, null);
        const accepted = await runOnce(deps, intent, async (ids: CommandIdentity, updateId) => {
          const record = await changeable(passportId, examSession.id);
          const endsAt = await reviewEndsAt(db, record);
          return send(
            { ...record, reviewId: record.id },
            record,
            { type: 'withdraw', ...ids, passportId, facts: { endsAt } },
            updateId,
          );
        });
        return c.json(await answerOf(accepted), 200);
      },
    );

  /** Reads the re-check if it can be edited or deleted now. */
  async function changeable(passportId: string, examSessionId: string): Promise<ReviewRecord> {
    const record = await readReviewOf(db, passportId, examSessionId);
    if (!record) throw new ApiError('REVIEW_NOT_FOUND');
    const facts = { endsAt: await reviewEndsAt(db, record) };
    const now = clock.now();
    const refusal = changeRefusal(reviewOf(record), { passportId, facts }, now);
    if (refusal) throw windowRefusal(refusal, { opensAt: 0, closesAt: facts.endsAt }, now);
    return record;
  }

  async function send(
    place: ReviewPlace,
    record: ReviewRecord | null,
    command: ReviewCommand,
    updateId: string,
  ) {
    const early = decideReview(record && reviewOf(record), command, clock.now());
    if (early.kind === 'refused') throw new ApiError(early.code);
    const answer = await deps.workflows.sendReview(place, command, updateId);
    return { subject: subjectOf('review', place.reviewId), answer };
  }

  async function answerOf({ subject, answer }: AcceptedCommand) {
    const record = await readReview(db, subjectId(subject));
    const shown = record !== null && record.state !== 'deleted';
    return { code: answer.code, review: shown ? await reviewView({ db, vault, clock }, record) : null };
  }
}

async function reviewView(
  { db, vault, clock }: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  record: ReviewRecord,
): Promise<z.infer<typeof reviewSchema>> {
  const { state, passportId } = record;
  if (state === 'deleted') throw new Error(`re-check ${record.id} is deleted and not to be shown`);
  const facts = { endsAt: await reviewEndsAt(db, record) };
  return {
    id: record.id,
    state,
    ticketNumber: openReviewPersonal(vault, record).ticketNumber,
    filedBySchool: record.filedBy !== null,
    submittedAt: isoInstant(record.submittedAt),
    decidedAt: isoInstant(record.decidedAt),
    reason: openReason(vault, SEALED.reviewReason(record.id), record.reason),
    changeRefusal: changeRefusal(reviewOf(record), { passportId, facts }, clock.now()),
  };
}
