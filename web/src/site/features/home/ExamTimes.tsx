import { listed } from '../../../../../domain/text/listed.ts';
import { useWords } from '../../../i18n/index.ts';
import type { ExamSession, Period } from '../../../lib/api-types.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { Table } from '../../../ui/Table.tsx';

type ExamTime = ExamSession['examTimes'][number];

/** 考试时间, with subjects examined together on one line; until times are set, says when they usually are. */
export function ExamTimes() {
  const { t, pick, language } = useWords();
  const sittings = together(useExamSession().examTimes);
  return (
    <Card title={t('home.examTimes')}>
      {sittings.length === 0 ? (
        <p>{t('home.examTimesUsual')}</p>
      ) : (
        <Table
          caption={t('home.examTimes')}
          heads={[t('home.examTimes'), t('subjects.subject')]}
          rows={sittings.map(({ period, subjects }) => ({
            key: `${period.opensAt} ${period.closesAt}`,
            cells: [
              <PeriodText key="period" period={period} />,
              listed(
                subjects.map(({ name }) => pick(name)),
                language,
              ),
            ],
          }))}
        />
      )}
      <p className="muted small">{t('home.examTimesNote')}</p>
    </Card>
  );
}

/** Groups the subjects by period, in the order given. */
function together(examTimes: ExamTime[]): { period: Period; subjects: ExamTime['subject'][] }[] {
  const sittings: { period: Period; subjects: ExamTime['subject'][] }[] = [];
  for (const { period, subject } of examTimes) {
    const same = sittings.find(
      ({ period: { opensAt, closesAt } }) => opensAt === period.opensAt && closesAt === period.closesAt,
    );
    if (same) same.subjects.push(subject);
    else sittings.push({ period, subjects: [subject] });
  }
  return sittings;
}
