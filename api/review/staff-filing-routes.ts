import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { findToFile } from '../../db/review/find-to-file.ts';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import { readReviewOf, reviewOf } from '../../db/review/read-review.ts';
import type { FileCommand } from '../../domain/review/commands.ts';
import { decideReview } from '../../domain/review/decide.ts';
import { intentOf, runOnce } from '../commands/run-once.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { openedSeasonToChange } from '../exam-session/season-named.ts';
import { filedRequest, newReviewId, reviewFactsOf } from './facts.ts';
import { examSessionQuery, json, jsonBody, problems, idempotencyHeaders } from '../http/schemas.ts';
import { fileReviewSchema, reviewFoundSchema } from './schemas.ts';
import type { CommandIdentity } from '../../db/commands.ts';
import { staffActor } from '../../domain/actor.ts';
import { subjectId, subjectOf } from '../../domain/command-subject.ts';

interface Filing {
  staff: StaffSession;
  examSessionId: string;
  candidateId: string;
  passportId: string;
  papers: z.infer<typeof fileReviewSchema>;
}

/** Routes by which a school files a re-check for its candidate: scores before 2005, or a forgotten ticket number. */
export function staffReviewFilingRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;

  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'post',
      path: '/staff/reviews',
      tags: ['staff'],
      summary: 'File a re-check on the strength of papers; another reviewer decides it',
      ...requireStaff(deps, 'reviews.file'),
      request: { query: examSessionQuery, headers: idempotencyHeaders, body: jsonBody(fileReviewSchema) },
      responses: { 200: json(reviewFoundSchema), ...problems },
    }),
    async (c) => {
      const { staff } = c.var;
      const papers = c.req.valid('json');
      const { id: examSessionId } = (await openedSeasonToChange(deps, c.req.valid('query').examSession))
        .examSession;
      const found = await findToFile(db, vault, {
        examSessionId,
        scope: staff.scope,
        idNumberIndex: idNumberIndex(vault, papers.idType, papers.idNumber),
        nameIndex: nameIndex(vault, papers.name),
      });
      if (!found) throw new ApiError('NOT_ON_OWN_ROLLS');
      const { candidateId, passportId } = found;
      if (passportId === null) throw new ApiError('CANDIDATE_WITHOUT_PASSPORT');
      const intent = intentOf(c, staffActor(staff.account), 'reviews', papers);
      const accepted = await runOnce(deps, intent, (ids, updateId) =>
        file({ staff, examSessionId, candidateId, passportId, papers }, ids, updateId),
      );
      return c.json({ id: subjectId(accepted.subject) }, 200);
    },
  );

  async function file(filing: Filing, ids: CommandIdentity, updateId: string) {
    const { staff, examSessionId, candidateId, passportId, papers } = filing;
    const [candidate, record] = await Promise.all([
      readCandidate(db, vault, candidateId),
      readReviewOf(db, passportId, examSessionId),
    ]);
    if (!candidate) throw new ApiError('NOT_ON_OWN_ROLLS');
    const facts = await reviewFactsOf(deps, candidate);
    if (facts.offerRefusal) throw new ApiError(facts.offerRefusal, { moment: facts.offerMoment });
    const reviewId = record?.id ?? newReviewId(ids);
    const request = filedRequest(deps, facts, reviewId, papers);
    const command: FileCommand = {
      type: 'file',
      ...ids,
      passportId,
      filedBy: staff.account,
      request,
      facts: { endsAt: facts.endsAt },
    };
    const early = decideReview(record && reviewOf(record), command, clock.now());
    if (early.kind === 'refused') throw new ApiError(early.code);
    const answer = await deps.workflows.sendReview({ reviewId, ...request }, command, updateId);
    return { subject: subjectOf('review', reviewId), answer };
  }
}
