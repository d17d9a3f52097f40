import { type ExamSessionRecord } from '../../db/exam-session/list-exam-sessions.ts';
import { readCandidate } from '../../db/roll/read-candidate.ts';
import { readEligibility } from '../../db/roll/read-eligibility.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { homeCampus, oralCampus, readCampusSettings } from '../../db/exam-session/read-campuses.ts';
import { type OfferingRecord } from '../../db/exam-session/read-offerings.ts';
import { readRegistrationOf, type RegistrationRecord } from '../../db/registration/read-registration.ts';
import type { ActionFacts } from '../../domain/registration/actions.ts';
import type { OfferingFacts } from '../../domain/registration/commands.ts';
import { windowAt } from '../../domain/exam-session/oral-campus.ts';
import type { IneligibleReason } from '../../domain/roll/eligibility.ts';
import type { Mode } from '../../domain/subjects.ts';
import { seatsOnSale } from '../../domain/seats/seats.ts';
import type { Period } from '../../domain/time.ts';
import { effectiveWindow, type ScopedWindow } from '../../domain/exam-session/windows.ts';
import type { RegistrationPlace } from '../../gateways/temporal/registration-start.ts';
import type { ApiDependencies } from '../context.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import { ApiError } from '../http/errors.ts';

type Needs = Pick<ApiDependencies, 'db' | 'vault' | 'clock'>;

/** A candidate's registration with all the facts that commands on it are decided on. */
export interface RegistrationFacts {
  examSession: ExamSessionRecord;
  record: RegistrationRecord;
  place: RegistrationPlace;
  /** The version of the settings, part of every command's facts. */
  settingsVersion: number;
  registrationWindow: Period | null;
  actionFacts: ActionFacts;
  /** 准考证打印时间 */
  ticketWindows: Record<Mode, Period | null>;
}

/** @throws ApiError EXAM_SESSION_UNKNOWN, REGISTRATION_NOT_FOUND */
export async function readRegistrationFacts(
  deps: Needs,
  passportId: string,
  examSessionId: string | undefined,
): Promise<RegistrationFacts> {
  const examSession = await examSessionNamed(deps, examSessionId);
  const record = await readRegistrationOf(deps.db, passportId, examSession.id);
  if (!record) throw new ApiError('REGISTRATION_NOT_FOUND');
  return registrationFacts(deps, examSession, record);
}

export async function registrationFacts(
  deps: Needs,
  examSession: ExamSessionRecord,
  record: RegistrationRecord,
): Promise<RegistrationFacts> {
  const windows = await readWindows(deps.db, examSession.id, record.campusCode);
  const registrationWindow = effectiveWindow(windows, 'registration', record.campusCode);
  return {
    examSession,
    record,
    place: { ...record, registrationId: record.id },
    settingsVersion: examSession.settingsVersion,
    registrationWindow,
    ticketWindows: {
      written: effectiveWindow(windows, 'ticketWritten', record.campusCode),
      oral: effectiveWindow(windows, 'ticketOral', record.campusCode),
    },
    actionFacts: {
      registrationWindow,
      transcriptWindows: transcriptWindows(windows, record.campusCode),
      graceMinutes: examSession.settings.graceMinutes,
      keepsLastWritten: examSession.settings.keepsLastWritten,
      oralNeedsWrittenPaid: examSession.settings.oralNeedsWrittenPaid,
    },
  };
}

export function transcriptWindows(windows: ScopedWindow[], campusCode: string): Period[] {
  const kinds = ['transcript', 'transcriptAfterResults'] as const;
  return kinds.map((kind) => effectiveWindow(windows, kind, campusCode)).filter((window) => window !== null);
}

/** Creates a function that turns offerings into the facts by which a candidate may choose them. */
export async function offeringFactsReader(
  deps: Needs,
  { examSession, record }: RegistrationFacts,
): Promise<(row: OfferingRecord) => OfferingFacts> {
  const candidate = await readCandidate(deps.db, deps.vault, record.id);
  if (!candidate) throw new Error(`registration ${record.id} has no candidate`);
  const [eligibility, settings] = await Promise.all([
    readEligibility(deps.db, candidate, examSession),
    readCampusSettings(deps.db, record.campusCode),
  ]);
  const home = homeCampus(record.campusCode, settings);
  const reasonOf = (code: string): IneligibleReason | null => {
    const found = eligibility.find(({ subject }) => subject.code === code);
    return found ? found.reason : 'NOT_OFFERED';
  };
  return ({ offering, subject, pool, host }) => {
    const ownWindow = { opensAt: offering.opensAt.getTime(), closesAt: offering.closesAt.getTime() };
    const window = windowAt(home, oralCampus(offering.campusCode, host), subject.mode, ownWindow);
    return {
      offeringId: offering.id,
      subject: subject.code,
      campus: offering.campusCode,
      language: subject.language,
      level: subject.level,
      mode: subject.mode,
      feeFen: offering.feeFen,
      window: window ?? ownWindow,
      examTimeSet: offering.examStartsAt !== null,
      ineligible: reasonOf(subject.code),
      campusAllowed: window !== null,
      seatAvailable: seatsOnSale(pool) > 0,
    };
  };
}
