import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import { nameIndex } from '../../db/person/personal-index.ts';
import { readAcceptance, readAgreementTexts } from '../../db/exam-session/read-agreements.ts';
import { type CandidateRecord, findCandidates } from '../../db/roll/read-candidate.ts';
import { readBindings } from '../../db/registration/read-bindings.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { currentExamSession } from '../../db/exam-session/current-exam-session.ts';
import { type PassportRecord, readPassport } from '../../db/passport/read-passport.ts';
import type { ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import { saveRefusal } from '../../domain/registration/save-refusal.ts';
import type { Period } from '../../domain/time.ts';
import { effectiveWindow, windowState } from '../../domain/exam-session/windows.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { examSessionQuery, json, problems } from '../http/schemas.ts';
import { type eligibilityMatchSchema, eligibilitySchema } from './eligibility-schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { periodView } from '../http/views.ts';
import { rollView } from '../roll/view.ts';
import { subjectView } from '../exam-session/view.ts';
import { windowRefusal } from '../http/window-refusal.ts';

export function eligibilityRoutes(deps: ApiDependencies) {
  const { db, vault, clock } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/eligibility',
      tags: ['registration'],
      summary: 'The roll entries of the signed-in candidate in the exam province, with what each may take',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: { query: examSessionQuery },
      responses: { 200: json(eligibilitySchema), ...problems },
    }),
    async (c) => {
      const now = clock.now();
      const { passportId, provinceCode } = c.var.candidate;
      const [passport, examSession] = await Promise.all([
        readPassport(db, vault, passportId),
        currentExamSession(db, now, c.req.valid('query').examSession),
      ]);
      if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
      if (!examSession) throw new ApiError('EXAM_SESSION_UNKNOWN');
      // A roll entry is shown to the holder of the ID number, not to somebody who merely claims it.
      if (passport.claiming) throw new ApiError('PASSPORT_CLAIMING');
      if (provinceCode === null) throw new ApiError('PROVINCE_REQUIRED');
      const accepted = await readAcceptance(
        db,
        passportId,
        examSession.id,
        await readAgreementTexts(db, now),
      );
      if (!accepted) throw new ApiError('AGREEMENT_REQUIRED');
      const rollCheck = await rollCheckAt(deps, examSession.id, provinceCode);
      if (windowState(rollCheck, now.getTime()) !== 'open') {
        throw windowRefusal('ROLL_CHECK_NOT_OPEN', rollCheck, now.getTime());
      }

      const candidates = await findCandidates(db, vault, {
        examSessionId: examSession.id,
        provinceCode,
        idNumberIndex: passport.idNumberIndex,
        nameIndex: nameIndex(vault, passport.name),
      });
      if (candidates.length === 0) throw new ApiError('NO_ROLL_MATCH');
      const matches = await matchViews(deps, examSession, passport, candidates, now);
      if (matches.length === 0) {
        const ofSchool = await rollCheckAt(deps, examSession.id, candidates[0]!.campus.code);
        throw windowRefusal('ROLL_CHECK_NOT_OPEN', ofSchool, now.getTime());
      }
      return c.json({ examSessionId: examSession.id, checkedAt: now.toISOString(), matches }, 200);
    },
  );
}

type MatchView = z.infer<typeof eligibilityMatchSchema>;

async function rollCheckAt(
  deps: ApiDependencies,
  examSessionId: string,
  placeCode: string,
): Promise<Period | null> {
  return effectiveWindow(await readWindows(deps.db, examSessionId, placeCode), 'rollCheck', placeCode);
}

/** Shows the roll entries whose own school has the roll check open. */
async function matchViews(
  deps: ApiDependencies,
  examSession: ExamSessionRecord,
  passport: PassportRecord,
  candidates: CandidateRecord[],
  now: Date,
): Promise<MatchView[]> {
  const { holderOf, ownCandidateId } = await readBindings(
    deps.db,
    passport.id,
    examSession.id,
    candidates.map((candidate) => candidate.id),
  );
  const views = await Promise.all(
    candidates.map(async (candidate): Promise<MatchView | null> => {
      const [windows, subjects] = await Promise.all([
        readWindows(deps.db, examSession.id, candidate.campus.code),
        readEligibility(deps.db, candidate, examSession),
      ]);
      const rollCheck = effectiveWindow(windows, 'rollCheck', candidate.campus.code);
      if (windowState(rollCheck, now.getTime()) !== 'open') return null;
      const registrationWindow = effectiveWindow(windows, 'registration', candidate.campus.code);
      const holder = holderOf.get(candidate.id);
      const boundBy = holder === undefined ? 'nobody' : holder === passport.id ? 'you' : 'another';
      return {
        candidateId: candidate.id,
        digest: candidate.digest,
        roll: rollView(candidate.roll, candidate.campus),
        photoId: candidate.photoId,
        subjects: subjects.map(({ subject, reason, listedFor }) => ({
          subject: subjectView(subject),
          eligible: reason === null,
          reason,
          listedFor,
        })),
        registrationWindow: registrationWindow && periodView(registrationWindow),
        boundBy,
        refusal: saveRefusal(
          {
            claiming: passport.claiming,
            boundBy,
            passportBoundElsewhere: ownCandidateId !== null && ownCandidateId !== candidate.id,
            registrationWindow,
            subjects,
          },
          now.getTime(),
        ),
      };
    }),
  );
  return views.filter((view) => view !== null);
}
