import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { PeriodText } from '../../../ui/Moment.tsx';

/** 报名时间 and the exam time, which for an oral is a range of dates. */
export function SubjectTimes({ row: { window, subject, examStartsAt, examEndsAt } }: { row: SubjectRow }) {
  const { t } = useWords();
  return (
    <span className="small">
      <PeriodText period={window} />
      <span className="cell-note">
        {t('subjects.examTime')}{' '}
        {examStartsAt && examEndsAt ? (
          <PeriodText period={{ opensAt: examStartsAt, closesAt: examEndsAt }} />
        ) : (
          t('subjects.notSet')
        )}
        {examStartsAt && subject.mode === 'oral' && t('subjects.oralTime')}
      </span>
    </span>
  );
}
