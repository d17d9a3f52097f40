import { useWords } from '../../i18n/index.ts';
import type { Campus, Roll, Subject } from '../../lib/api-types.ts';
import { formatFen, sumFen } from '../../lib/money.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Moment, PeriodText } from '../../ui/Moment.tsx';
import './check-answers.css';

/** The person who takes or pays it, as the roll names them. */
export type CheckedPerson = Pick<Roll, 'name' | 'idNumber'>;

/** A subject as it is about to be taken or paid. */
export interface CheckedSubject {
  subject: Subject;
  campus: Campus;
  feeFen: number;
  examStartsAt: string | null;
  examEndsAt: string | null;
  /** When its seat goes unless it is paid. */
  deadlineAt: string | null;
  /** When the wait for its seat ends, where it is waited for. */
  waitUntilAt?: string;
  /** 成绩报告单, once there is a choice. */
  transcript?: string;
}

interface CheckAnswersProps {
  person: CheckedPerson;
  subjects: CheckedSubject[];
}

/** Says before a commitment who takes, pays or waits for what, where, when, for how much and until when. */
export function CheckAnswers({ person, subjects }: CheckAnswersProps) {
  const { t, pick, coded } = useWords();
  return (
    <div className="check-answers">
      <Facts
        items={[
          [t('passport.name'), person.name],
          [
            t('passport.idNumber'),
            <span className="number" key="id">
              {person.idNumber}
            </span>,
          ],
        ]}
      />
      {subjects.map(({ subject, campus, feeFen, examStartsAt, examEndsAt, deadlineAt, ...more }) => (
        <section key={`${subject.code} ${campus.code}`}>
          <h3>{pick(subject.name)}</h3>
          <Facts
            items={[
              [t('roll.school'), coded(campus.school)],
              [t('roll.campus'), coded(campus)],
              [
                t('subjects.examTime'),
                examStartsAt && examEndsAt ? (
                  <span key="exam">
                    <PeriodText period={{ opensAt: examStartsAt, closesAt: examEndsAt }} />
                    {subject.mode === 'oral' && t('subjects.oralTime')}
                  </span>
                ) : (
                  t('subjects.notSet')
                ),
              ],
              [
                t('subjects.fee'),
                <span className="number" key="fee">
                  {formatFen(feeFen)}
                </span>,
              ],
              ...(more.transcript === undefined
                ? []
                : [[t('titles.transcripts'), more.transcript] as [string, string]]),
              more.waitUntilAt
                ? [t('waitlist.endsAt'), <Moment key="wait" at={more.waitUntilAt} />]
                : [t('payment.deadline'), deadlineAt ? <Moment key="deadline" at={deadlineAt} /> : '—'],
            ]}
          />
        </section>
      ))}
      {!subjects.some(({ waitUntilAt }) => waitUntilAt) && (
        <p className="total">
          {t('payment.total')} <strong className="number">{formatFen(sumFen(subjects))}</strong>
        </p>
      )}
    </div>
  );
}
