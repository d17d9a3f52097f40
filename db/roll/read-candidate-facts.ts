import { and, asc, eq, inArray, isNotNull, max, or } from 'drizzle-orm';
import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import { type SubjectEligibility, subjectEligibility } from '../../domain/roll/eligibility.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { RollRow } from '../../domain/roll/roll.ts';
import type { Subject } from '../../domain/subjects.ts';
import { scopesAround } from '../../domain/scopes.ts';
import type { Period } from '../../domain/time.ts';
import type { ScopedWindow } from '../../domain/exam-session/windows.ts';
import {
  campuses,
  candidates,
  eligibilityLists,
  examSessions,
  offerings,
  registrations,
  reviews,
  schools,
  scoreRecords,
  subjects,
  windows,
} from '../schema/index.ts';
import { shownDigest } from '../personal-index.ts';
import type { Vault } from '../vault.ts';
import { type ExamSessionRecord, listExamSessions, listProvinceWindows } from '../exam-session/list-exam-sessions.ts';
import type { Reader } from '../reader.ts';
import {
  type CampusRecord,
  homeCampus,
  type Named,
  readCampusSettings,
  writtenCampusCodes,
} from '../exam-session/read-campuses.ts';
import { openRollRow } from '../sealed-personal.ts';

/** The exam session named, or without a name the current one; null when there is none. */
export async function currentExamSession(
  db: Reader,
  now: Date,
  id?: string,
): Promise<ExamSessionRecord | null> {
  if (id !== undefined) {
    const [record] = await db.select().from(examSessions).where(eq(examSessions.id, id)).limit(1);
    return record ?? null;
  }
  return chooseCurrent(await datedExamSessions(db), now.getTime());
}

/** The newest exam sessions, each with the period from its first window's opening to its last one's end. */
export async function datedExamSessions(
  db: Reader,
): Promise<(ExamSessionRecord & { period: Period | null })[]> {
  const records = await listExamSessions(db);
  const all = await listProvinceWindows(
    db,
    records.map((record) => record.id),
  );
  return records.map((record) => {
    const own = all.filter((window) => window.examSessionId === record.id);
    const period =
      own.length === 0
        ? null
        : {
            opensAt: Math.min(...own.map((window) => window.opensAt)),
            closesAt: Math.max(...own.map((window) => window.closesAt)),
          };
    return { ...record, period };
  });
}

/** Every window that bears on a place, given by its province, school or campus code: for `effectiveWindow`. */
export async function readWindows(
  db: Reader,
  examSessionId: string,
  placeCode: string,
): Promise<ScopedWindow[]> {
  const rows = await db
    .select()
    .from(windows)
    .where(and(eq(windows.examSessionId, examSessionId), inArray(windows.scope, scopesAround(placeCode))));
  return rows.map(({ kind, scope, opensAt, closesAt }) => ({
    kind,
    scope,
    opensAt: opensAt.getTime(),
    closesAt: closesAt.getTime(),
  }));
}

/** A roll entry, opened, with its campus. */
export interface CandidateRecord {
  id: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campus: CampusRecord;
  idType: IdType;
  idNumberIndex: string;
  /** Of the row and the photo. */
  digest: string;
  photoId: string | null;
  roll: RollRow;
}

/** One roll entry, or null. */
export async function readCandidate(
  db: Reader,
  vault: Vault,
  candidateId: string,
): Promise<CandidateRecord | null> {
  const [row] = await candidateRows(db).where(eq(candidates.id, candidateId)).limit(1);
  return row ? opened(vault, row) : null;
}

const MAX_ROLLS = 10;

/** The roll entries of one person in a province: ID number and name must both fit. */
export async function findCandidates(
  db: Reader,
  vault: Vault,
  person: { examSessionId: string; provinceCode: string; idNumberIndex: string; nameIndex: string },
): Promise<CandidateRecord[]> {
  const rows = await candidateRows(db)
    .where(
      and(
        eq(candidates.idNumberIndex, person.idNumberIndex),
        eq(candidates.examSessionId, person.examSessionId),
        eq(candidates.provinceCode, person.provinceCode),
        eq(candidates.nameIndex, person.nameIndex),
      ),
    )
    .orderBy(asc(candidates.campusCode), asc(candidates.id))
    .limit(MAX_ROLLS);
  return rows.map((row) => opened(vault, row));
}

/** Which subjects are open to a candidate, and why the others are not. */
export async function readEligibility(
  db: Reader,
  candidate: Pick<CandidateRecord, 'id' | 'examSessionId' | 'idNumberIndex'> & {
    campus: Pick<CampusRecord, 'code'>;
  },
  examSession: Pick<ExamSessionRecord, 'settings'>,
): Promise<SubjectEligibility[]> {
  const ownCode = candidate.campus.code;
  const campusSettings = await readCampusSettings(db, ownCode);
  const [catalogue, offered, lists, [best], [checked]] = await Promise.all([
    readCatalogue(db),
    db
      .select({ code: offerings.subjectCode })
      .from(offerings)
      .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
      .where(
        and(
          eq(offerings.examSessionId, candidate.examSessionId),
          inArray(offerings.campusCode, writtenCampusCodes(ownCode, campusSettings)),
          or(eq(offerings.campusCode, ownCode), eq(subjects.mode, 'written')),
        ),
      ),
    db
      .select({
        subjectCode: eligibilityLists.subjectCode,
        kind: eligibilityLists.kind,
        reason: eligibilityLists.reason,
      })
      .from(eligibilityLists)
      .where(eq(eligibilityLists.candidateId, candidate.id)),
    db
      .select({ score: max(scoreRecords.score) })
      .from(scoreRecords)
      .where(eq(scoreRecords.idNumberIndex, candidate.idNumberIndex)),
    db
      .select({ score: max(reviews.score) })
      .from(reviews)
      .where(and(eq(reviews.idNumberIndex, candidate.idNumberIndex), eq(reviews.state, 'approved'))),
  ]);
  const known = [best?.score, checked?.score].filter((score) => typeof score === 'number');
  return subjectEligibility({
    catalogue,
    offeredSubjects: offered.map((offering) => offering.code),
    letsOut: homeCampus(ownCode, campusSettings).letsOut,
    lists,
    cet4Score: known.length > 0 ? Math.max(...known) : null,
    cet6ScoreFrom: examSession.settings.cet6ScoreFrom,
  });
}

const MAX_SUBJECTS = 100;

export async function readCatalogue(db: Reader): Promise<Subject[]> {
  return db.select().from(subjects).orderBy(asc(subjects.code)).limit(MAX_SUBJECTS);
}

/** Who holds each candidate this exam session, and which candidate the passport holds. */
export async function readBindings(
  db: Reader,
  passportId: string,
  examSessionId: string,
  candidateIds: string[],
): Promise<{ holderOf: Map<string, string>; ownCandidateId: string | null }> {
  const rows = await db
    .select({ candidateId: registrations.id, passportId: registrations.passportId })
    .from(registrations)
    .where(
      and(
        eq(registrations.examSessionId, examSessionId),
        isNotNull(registrations.passportId),
        candidateIds.length === 0
          ? eq(registrations.passportId, passportId)
          : or(inArray(registrations.id, candidateIds), eq(registrations.passportId, passportId)),
      ),
    );
  return {
    holderOf: new Map(rows.map((row) => [row.candidateId, row.passportId as string])),
    ownCandidateId: rows.find((row) => row.passportId === passportId)?.candidateId ?? null,
  };
}

function candidateRows(db: Reader) {
  return db
    .select({ candidate: candidates, campus: campuses, school: schools })
    .from(candidates)
    .innerJoin(campuses, eq(campuses.code, candidates.campusCode))
    .innerJoin(schools, eq(schools.code, campuses.schoolCode))
    .$dynamic();
}

function opened(
  vault: Vault,
  row: {
    candidate: typeof candidates.$inferSelect;
    campus: typeof campuses.$inferSelect;
    school: typeof schools.$inferSelect;
  },
): CandidateRecord {
  const { id, examSessionId, provinceCode, schoolCode, idType, idNumberIndex, photoId, personal } =
    row.candidate;
  return {
    id,
    examSessionId,
    provinceCode,
    schoolCode,
    campus: { ...named(row.campus), school: named(row.school) },
    idType,
    idNumberIndex,
    digest: shownDigest(row.candidate),
    photoId,
    roll: openRollRow(vault, personal),
  };
}

function named({ code, nameZh, nameEn }: Named): Named {
  return { code, nameZh, nameEn };
}
