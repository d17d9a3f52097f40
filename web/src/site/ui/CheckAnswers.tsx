import { useWords } from '../../i18n/index.ts';
import type { Roll } from '../../lib/api-types.ts';
import { formatFen, sumFen } from '../../lib/money.ts';
import { Facts } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { type Place, usePlaceFacts } from './use-place-facts.tsx';
import './check-answers.css';

/** The person who takes or pays it, as the roll names them. */
export type CheckedPerson = Pick<Roll, 'name' | 'idNumber'>;

/** A subject as it is about to be taken or paid. */
export interface CheckedSubject extends Place {
  feeFen: number;
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
  const { t, pick } = useWords();
  const factsOf = usePlaceFacts();
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
      {subjects.map(({ feeFen, deadlineAt, transcript, waitUntilAt, ...place }) => (
        <section key={`${place.subject.code} ${place.campus.code}`}>
          <h3>{pick(place.subject.name)}</h3>
          <Facts
            items={[
              ...factsOf(place),
              [
                t('subjects.fee'),
                <span className="number" key="fee">
                  {formatFen(feeFen)}
                </span>,
              ],
              ...(transcript === undefined
                ? []
                : [[t('titles.transcripts'), transcript] as [string, string]]),
              waitUntilAt
                ? [t('waitlist.endsAt'), <Moment key="wait" at={waitUntilAt} />]
                : [t('payment.deadline'), deadlineAt ? <Moment key="deadline" at={deadlineAt} /> : '—'],
            ]}
          />
        </section>
      ))}
    </div>
  );
}

/** The sum of what is about to be taken or paid. */
export function CheckedTotal({ subjects }: Pick<CheckAnswersProps, 'subjects'>) {
  const { t } = useWords();
  return (
    <p className="total">
      {t('payment.total')} <strong className="number">{formatFen(sumFen(subjects))}</strong>
    </p>
  );
}
