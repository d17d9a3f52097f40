import { and, asc, eq, isNotNull, max, min, sql } from 'drizzle-orm';
import type { Subject } from '../../domain/subjects.ts';
import type { Instant } from '../../domain/time.ts';
import { offerings, subjects } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export interface ExamTimeRecord {
  subject: Subject;
  /** The earliest start and the latest end at any campus. */
  startsAt: Instant;
  endsAt: Instant;
}

const MAX_SUBJECTS = 100;

/** Lists the exam times of the subjects of an exam session, earliest first; subjects without a time are left out. */
export async function listExamTimes(db: Reader, examSessionId: string): Promise<ExamTimeRecord[]> {
  const startsAt = min(offerings.examStartsAt);
  const rows = await db
    .select({ subject: subjects, startsAt, endsAt: max(offerings.examEndsAt) })
    .from(offerings)
    .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
    .where(
      and(
        eq(offerings.examSessionId, examSessionId),
        isNotNull(offerings.examStartsAt),
        isNotNull(offerings.examEndsAt),
      ),
    )
    .groupBy(subjects.code)
    .orderBy(asc(startsAt), asc(subjects.code))
    .limit(MAX_SUBJECTS);
  return rows.flatMap((row) =>
    row.startsAt && row.endsAt ? [{ subject: row.subject, startsAt: row.startsAt, endsAt: row.endsAt }] : [],
  );
}

/** Lists the provinces in which a subject is offered at a time that is set. */
export async function listOfferingProvinces(db: Reader, examSessionId: string): Promise<string[]> {
  const code = sql<string>`left(${offerings.campusCode}, 2)`;
  const rows = await db
    .selectDistinctOn([code], { code })
    .from(offerings)
    .where(and(eq(offerings.examSessionId, examSessionId), isNotNull(offerings.examStartsAt)));
  return rows.map((row) => row.code);
}
