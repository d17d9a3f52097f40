import { useWords } from '../../../i18n/index.ts';
import type { Registration } from '../../../lib/api-types.ts';
import { client } from '../../../lib/client.ts';
import { pageOwner } from '../../../lib/page-owner.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { ButtonAnchor } from '../../../ui/LinkButton.tsx';

/**
 * Puts the deadlines of what is unpaid or not chosen yet and the exams of what is paid into the candidate's own calendar. The file is a
 * plain link, which browsers inside other apps can open too. Shows nothing while there is nothing to put in.
 */
export function CalendarLink({ registration }: { registration: Registration }) {
  const { entries, keepUntilAt } = registration;
  const { t } = useWords();
  const examSession = useExamSessionId();
  const owner = pageOwner();
  const hasDeadline = entries.some(({ deadlineAt }) => deadlineAt);
  const hasExam = entries.some(({ state, examStartsAt }) => state === 'paid' && examStartsAt);
  if (!hasDeadline && !hasExam && !keepUntilAt) return null;
  const held = hasDeadline && hasExam ? 'both' : hasExam ? 'exams' : hasDeadline ? 'deadlines' : 'choosing';
  const file = client.api.registration.calendar.$path({
    query: { examSession, ...(owner && { for: owner }) },
  });
  return (
    <div className="row no-print">
      <ButtonAnchor href={file}>{t('registration.calendar')}</ButtonAnchor>
      <span className="muted small">{t(`registration.calendarHint.${held}`)}</span>
    </div>
  );
}
