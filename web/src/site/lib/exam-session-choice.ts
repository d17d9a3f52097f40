import type { DatedExamSession } from '../../../../domain/exam-session/current-exam-session.ts';
import type { ExamSession } from '../../lib/api-types.ts';
import { keptByTab } from '../../lib/stored.ts';

const KEY = 'examSession';
/** The name under which an address says which exam session it is about. */
const PARAM = 'examSession';

/** The exam session chosen for this visit, by the candidate or by an address they followed. */
export const examSessionChoice = {
  read: () => keptByTab.read(KEY),
  keep: (id: string) => keptByTab.keep(KEY, id),
  /** Reads the exam session that the page's address names; null: none. */
  fromAddress: () => new URLSearchParams(location.search).get(PARAM),
};

/** Gives the address of this page with its exam session in it, for a browser that knows of no choice. */
export function addressHere(examSession: string): string {
  const url = new URL(location.href);
  url.searchParams.set(PARAM, examSession);
  return url.href;
}

/** Reads the period of an exam session. */
export function datedExamSession({ id, period }: Pick<ExamSession, 'id' | 'period'>): DatedExamSession {
  return {
    id,
    period: period && { opensAt: Date.parse(period.opensAt), closesAt: Date.parse(period.closesAt) },
  };
}
