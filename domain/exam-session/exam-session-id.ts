import { startOfBeijingDay } from '../beijing-time.ts';
import type { Period } from '../time.ts';

/** The id of an exam session: its year and half, which every ticket number carries. */
export const EXAM_SESSION_ID = /^20(\d{2})-([12])$/;

/** Finds the time in which the exams of a session begin by its id, in Beijing; null for an id that names no half of a year. */
export function halfOf(id: string): Period | null {
  const [year, half] = EXAM_SESSION_ID.test(id) ? id.split('-') : [];
  if (year === undefined) return null;
  const middle = startOfBeijingDay(`${year}-08-01`);
  return half === '1'
    ? { opensAt: startOfBeijingDay(`${year}-01-01`), closesAt: middle }
    : { opensAt: middle, closesAt: startOfBeijingDay(`${Number(year) + 1}-01-01`) };
}
