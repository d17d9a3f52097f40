import type { ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import { nameIndex } from '../../db/person/personal-index.ts';
import { readAcceptance, readAgreementTexts } from '../../db/exam-session/read-agreements.ts';
import { findCandidates } from '../../db/roll/read-candidate.ts';
import { readBindings } from '../../db/registration/read-bindings.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { readRegistration } from '../../db/registration/read-registration.ts';
import { closeMoment } from '../../domain/registration/deadlines.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import { saveRefusal } from '../../domain/registration/save-refusal.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import type { Prepared } from './run-command.ts';
import type { ApiDependencies } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { transcriptWindows } from './facts.ts';
import { windowRefusal } from '../http/window-refusal.ts';

interface SaveRequest {
  examSession: ExamSessionRecord;
  provinceCode: string | null;
  candidateId: string;
  digest: string;
}

/**
 * Reads the facts on which saving a registration is decided. The roll entry must be the person's own, and unchanged
 * since they checked it.
 * @throws ApiError NO_ROLL_MATCH, ROLL_CHANGED, AGREEMENT_REQUIRED, PASSPORT_CLAIMING, CANDIDATE_TAKEN, ...
 */
export async function prepareSave(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock'>,
  ids: { commandId: string; requestHash: string; passportId: string },
  request: SaveRequest,
): Promise<Prepared> {
  const { db, vault, clock } = deps;
  const { examSession, provinceCode } = request;
  const now = clock.now();
  const passport = await readPassport(db, vault, ids.passportId);
  if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
  if (passport.claiming) throw new ApiError('PASSPORT_CLAIMING');
  if (provinceCode === null) throw new ApiError('PROVINCE_REQUIRED');
  const texts = await readAgreementTexts(db, now);
  if (!(await readAcceptance(db, passport.id, examSession.id, texts)))
    throw new ApiError('AGREEMENT_REQUIRED');

  const rolls = await findCandidates(db, vault, {
    examSessionId: examSession.id,
    provinceCode,
    idNumberIndex: passport.idNumberIndex,
    nameIndex: nameIndex(vault, passport.name),
  });
  const candidate = rolls.find((roll) => roll.id === request.candidateId);
  if (!candidate) throw new ApiError('NO_ROLL_MATCH');
  if (candidate.digest !== request.digest) throw new ApiError('ROLL_CHANGED');

  const campusCode = candidate.campus.code;
  const [record, windows, subjects, bindings] = await Promise.all([
    readRegistration(db, candidate.id),
    readWindows(db, examSession.id, campusCode),
    readEligibility(db, candidate, examSession),
    readBindings(db, passport.id, examSession.id, [candidate.id]),
  ]);
  const registrationWindow = effectiveWindow(windows, 'registration', campusCode);
  const holder = bindings.holderOf.get(candidate.id);
  const refusal = saveRefusal(
    {
      claiming: passport.claiming,
      boundBy: holder === undefined ? 'nobody' : holder === passport.id ? 'you' : 'another',
      passportBoundElsewhere: bindings.ownCandidateId !== null && bindings.ownCandidateId !== candidate.id,
      registrationWindow,
      subjects,
    },
    now.getTime(),
  );
  if (refusal) throw windowRefusal(refusal, registrationWindow, now.getTime());

  const managementEndsAt =
    effectiveWindow(windows, 'management', campusCode)?.closesAt ??
    registrationWindow?.closesAt ??
    now.getTime();
  const lastChangeAt = Math.max(
    managementEndsAt,
    ...transcriptWindows(windows, campusCode).map((window) => window.closesAt),
  );
  return {
    place: { ...candidate, registrationId: candidate.id, campusCode },
    state: record?.state ?? EMPTY_REGISTRATION,
    command: {
      type: 'save',
      ...ids,
      facts: {
        settingsVersion: examSession.settingsVersion,
        registrationWindow,
        rollDigest: candidate.digest,
        hasEligibleSubject: subjects.some((subject) => subject.reason === null),
        managementEndsAt,
        closesAt: closeMoment(lastChangeAt, candidate.id),
        holdMinutes: examSession.settings.holdMinutes,
      },
    },
  };
}
