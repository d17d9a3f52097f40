import type { Database } from '../../db/connect.ts';
import { examSessions } from '../../db/schema/index.ts';
import { codeOfHalf, type DemoSchedule } from './schedule.ts';

/** Finds the exam session that an interrupted fill has begun with; where there is none, the exams say its code. */
export async function demoSession(db: Database, { writtenDay }: DemoSchedule): Promise<string> {
  const [begun] = await db.select({ id: examSessions.id }).from(examSessions).limit(1);
  return begun?.id ?? codeOfHalf(writtenDay);
}

/** Names an exam session by its code. */
export function namesOf(code: string): { nameZh: string; nameEn: string } {
  const [year, half] = code.split('-');
  return half === '1'
    ? { nameZh: `${year}年上半年`, nameEn: `First half of ${year}` }
    : { nameZh: `${year}年下半年`, nameEn: `Second half of ${year}` };
}
