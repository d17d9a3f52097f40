import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { OwnRoll, OwnRolls } from '../../db/registration/read-own-rolls.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { campusNamed, type Season, windowsAround } from '../../domain/exam-session/season.ts';
import { saveRefusal } from '../../domain/registration/save-refusal.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import { effectiveWindow, windowState } from '../../domain/exam-session/windows.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { seasonNamed } from '../exam-session/season-named.ts';
import { requireOwnRolls } from './own-rolls.ts';
import { saveFactsOf } from './save-facts.ts';
import { examSessionQuery, json, problems } from '../http/schemas.ts';
import { type eligibilityMatchSchema, eligibilitySchema } from './eligibility-schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { periodView } from '../http/views.ts';
import { photoDecisionView, rollView } from '../roll/view.ts';
import { subjectView } from '../exam-session/view.ts';
import { windowRefusal } from '../http/window-refusal.ts';

export function eligibilityRoutes(deps: ApiDependencies) {
  const { clock } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/eligibility',
      tags: ['registration'],
      summary:
        'The roll entries of the signed-in candidate in the exam province, and the one they have registered with, with what each may take',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: { query: examSessionQuery },
      responses: { 200: json(eligibilitySchema), ...problems },
    }),
    async (c) => {
      const now = clock.now();
      const { id } = (await seasonNamed(deps, c.req.valid('query').examSession)).examSession;
      const own = await requireOwnRolls(deps, c.var.candidate, id, 'inForce');
      const { season, rolls, ownCandidateId } = own;
      const rollCheckAt = (code: string, extra: OwnRoll['extraWindow'] = null) =>
        effectiveWindow(windowsAround(seasonFor(season, extra), code), 'rollCheck', code);
      const rollCheck = rollCheckAt(c.var.candidate.provinceCode ?? '*');
      // What the province has set is not the roll check of who registers late, nor of who has registered, be it elsewhere.
      const hasOther = rolls.some(
        ({ id: candidateId, extraWindow }) => extraWindow !== null || candidateId === ownCandidateId,
      );
      if (windowState(rollCheck, now) !== 'open' && !hasOther)
        throw windowRefusal('ROLL_CHECK_NOT_OPEN', rollCheck, now);
      const [first] = rolls;
      if (!first) throw new ApiError('NO_ROLL_MATCH');
      // Only entries whose own school has the roll check open are shown.
      const matches = rolls
        .filter(
          ({ campusCode, extraWindow }) => windowState(rollCheckAt(campusCode, extraWindow), now) === 'open',
        )
        .map((roll) => matchView(own, roll, c.var.candidate.passportId, now));
      if (matches.length === 0)
        throw windowRefusal('ROLL_CHECK_NOT_OPEN', rollCheckAt(first.campusCode, first.extraWindow), now);
      return c.json({ examSessionId: id, checkedAt: isoInstant(now), matches }, 200);
    },
  );
}

type MatchView = z.infer<typeof eligibilityMatchSchema>;

function matchView(
  own: OwnRolls & { season: Season },
  roll: OwnRoll,
  passportId: string,
  now: Instant,
): MatchView {
  const facts = saveFactsOf(own, roll, passportId);
  const { boundBy, registrationWindow, subjects } = facts;
  return {
    candidateId: roll.id,
    digest: roll.digest,
    roll: rollView(roll.roll, campusNamed(own.season, roll.campusCode)),
    photoId: roll.photoId,
    photo: photoDecisionView({
      photoState: roll.photoId === null ? null : roll.photoState,
      photoReason: roll.photoReason,
    }),
    subjects: subjects.map(({ subject, reason, listedFor }) => ({
      subject: subjectView(subject),
      eligible: reason === null,
      reason,
      listedFor,
    })),
    registrationWindow: registrationWindow && periodView(registrationWindow),
    boundBy,
    refusal: saveRefusal(facts, now),
  };
}
