import { useWords } from '../../i18n/index.ts';
import { durationText } from '../../lib/duration.ts';
import { useExamSession } from './use-exam-session.ts';

/** Says for how long an unpaid seat is held in this visit's exam session. */
export function useHold(): string {
  const { language } = useWords();
  return durationText(useExamSession().holdMinutes, language);
}
