import { useWords } from '../../../i18n/index.ts';
import { Fee } from '../../../ui/Fee.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { differencesOf, type SubjectCard } from './subject-cards.ts';

interface SubjectFactsProps {
  card: SubjectCard;
  /** False where the section has said the window already. */
  withWindow: boolean;
}

/** What is the same at most campuses of a subject: 考试时间, which for an oral is a range of dates, 报名费, 报名时间. */
export function SubjectFacts({ card: { subject, rows, shared }, withWindow }: SubjectFactsProps) {
  const { t } = useWords();
  const differs = (what: 'exam' | 'feeFen' | 'window') =>
    rows.some((row) => differencesOf(row, shared)[what] !== undefined) && ` ${t('subjects.mostCampuses')}`;
  return (
    <dl className="subject-facts">
      <div>
        <dt>{t('subjects.examTime')}</dt>
        <dd>
          {shared.exam ? <PeriodText period={shared.exam} /> : t('subjects.notSet')}
          {shared.exam && subject.mode === 'oral' && t('subjects.oralTime')}
          {differs('exam')}
        </dd>
      </div>
      <div>
        <dt>{t('subjects.fee')}</dt>
        <dd>
          {shared.feeFen > 0 ? <Fee fen={shared.feeFen} /> : t('subjects.notSet')}
          {differs('feeFen')}
        </dd>
      </div>
      {withWindow && (
        <div>
          <dt>{t('subjects.window')}</dt>
          <dd>
            <PeriodText period={shared.window} />
            {differs('window')}
          </dd>
        </div>
      )}
    </dl>
  );
}
