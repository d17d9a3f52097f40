import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useWindowWords } from '../../lib/flaw-places.ts';
import { useDatesWords } from './dates-words.ts';
import { datesQuery } from './exam-sessions-query.ts';

interface MovedDatesProps {
  examSession: string;
  days: number;
  /** True for the dates of a copy. */
  isCopy?: boolean;
}

type Period = { opensAt: string; closesAt: string };

/** What the dates of an exam session become when they are moved by some days, and a warning of those that would be over. */
export function MovedDates({ examSession, days, isCopy = false }: MovedDatesProps) {
  const words = useDatesWords();
  const { kinds } = useWindowWords();
  const { data = [], error } = useQuery(datesQuery(examSession, days));
  const dates = data.filter(({ kind }) => !isCopy || kind !== 'late');
  const past = dates.filter(({ isPast }) => isPast).length;
  const names: Record<string, string> = { ...kinds, offering: words.offering, late: words.late };
  return (
    <>
      <ProblemNotice error={error} />
      <div aria-live="polite">
        {past > 0 && (
          <Notice tone="caution">
            <p>{words.past(past)}</p>
          </Notice>
        )}
      </div>
      {dates.length > 0 && (
        <Table
          caption={words.becomes(days)}
          heads={[words.what, words.now, words.moved]}
          rows={dates.map(({ kind, subject, period, moved, isPast }) => ({
            key: `${kind} ${subject ?? ''}`,
            cells: [
              subject === null ? (names[kind] ?? kind) : words.exam(subject),
              <Span key="now" {...period} />,
              <Fragment key="moved">
                <Span {...moved} /> {isPast && <Status tone="caution">{words.isPast}</Status>}
              </Fragment>,
            ],
          }))}
        />
      )}
    </>
  );
}

function Span({ opensAt, closesAt }: Period) {
  return (
    <>
      <Moment at={opensAt} /> – <Moment at={closesAt} />
    </>
  );
}

/** Reads the days that were typed; what is no whole number yet moves nothing. */
export function daysIn(typed: unknown): number {
  return Number.isInteger(typed) ? (typed as number) : 0;
}
