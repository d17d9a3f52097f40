import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { Entry } from '../../lib/api-types.ts';
import { PeriodText } from '../../ui/Moment.tsx';

/** A subject at a campus, with its exam. */
export type Place = Pick<Entry, 'subject' | 'campus' | 'examStartsAt' | 'examEndsAt'>;

/** Gives where and when a subject is taken, as names and values. */
export function usePlaceFacts(): (place: Place) => [label: string, value: ReactNode][] {
  const { t, coded } = useWords();
  return ({ subject, campus, examStartsAt, examEndsAt }) => [
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
  ];
}
