import { STEPS } from '../../../../../domain/dashboard/figures.ts';
import type { Language } from '../../../../../domain/moments.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import type { DashboardShown } from './dashboard-query.ts';
import { useDashboardWords } from './words.ts';

export type Place = DashboardShown['places'][number];
export type Seats = DashboardShown['seats'][number];
type Steps = { step: (typeof STEPS)[number]; count: number; share: number | null };

/** Tells how many hundredths of a whole a part is. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100);
}

export function takenOf({ capacity, free }: Seats): number {
  return capacity - free;
}

/** Finds the name of a code among those that are named. */
export function nameIn(
  named: readonly { code: string; name: Record<Language, string> }[],
  code: string,
  language: Language,
): string {
  return named.find((one) => one.code === code)?.name[language] ?? code;
}

/** Gives the function that writes a number; a dash where nothing is counted. */
export function useNumber() {
  const { language } = useWords();
  return (value: number | null) =>
    value === null ? '–' : <span className="number">{value.toLocaleString(language)}</span>;
}

export function useStepColumns(): Column<Steps>[] {
  const words = useDashboardWords();
  const number = useNumber();
  return [
    { key: 'step', title: words.step, cell: ({ step }) => words.steps[step] },
    { key: 'count', title: words.people, short: true, cell: ({ count }) => number(count) },
    {
      key: 'share',
      title: words.ofBefore,
      short: true,
      cell: ({ share }) => (share === null ? '–' : `${share}%`),
    },
  ];
}

export function useRegistrationColumns(): Column<DashboardShown['registrations'][number]>[] {
  const words = useDashboardWords();
  const number = useNumber();
  return [
    { key: 'from', title: words.from, cell: ({ from }) => <Moment at={from} /> },
    { key: 'count', title: words.newOnes, short: true, cell: ({ count }) => number(count) },
    { key: 'total', title: words.total, short: true, cell: ({ total }) => number(total) },
  ];
}

export function usePaymentColumns(): Column<DashboardShown['payments'][number]>[] {
  const words = useDashboardWords();
  const number = useNumber();
  return [
    { key: 'from', title: words.from, cell: ({ from }) => <Moment at={from} /> },
    { key: 'count', title: words.payments, short: true, cell: ({ count }) => number(count) },
    { key: 'amount', title: words.amount, short: true, cell: ({ amountFen }) => <Fee fen={amountFen} /> },
  ];
}

export function useExceptionColumns(): Column<DashboardShown['exceptions'][number]>[] {
  const words = useDashboardWords();
  const number = useNumber();
  return [
    { key: 'kind', title: words.kind, cell: ({ kind }) => words.kinds[kind] },
    { key: 'count', title: words.count, short: true, cell: ({ count }) => number(count) },
  ];
}

/** The columns of places; the campuses of a school have none for what is counted of schools alone. */
export function usePlaceColumns(rows: readonly Place[], onInto: (code: string) => void): Column<Place>[] {
  const words = useDashboardWords();
  const { language } = useWords();
  const number = useNumber();
  const isCounted = rows.some(({ steps }) => steps !== null);
  return [
    {
      key: 'place',
      title: words.place,
      cell: ({ code, name, steps }) =>
        steps ? (
          <Button look="quiet" aria-label={words.into(name[language])} onClick={() => onInto(code)}>
            {name[language]}
          </Button>
        ) : (
          name[language]
        ),
    },
    ...(isCounted
      ? [
          ...STEPS.map((step) => ({
            key: step,
            title: words.steps[step],
            short: true,
            cell: ({ steps }: Place) => number(steps && steps[step]),
          })),
          {
            key: 'reviewsWaiting',
            title: words.reviewsWaiting,
            short: true,
            cell: (place: Place) => number(place.reviewsWaiting),
          },
        ]
      : []),
    { key: 'waiting', title: words.waiting, short: true, cell: (place) => number(place.waiting) },
  ];
}

export function useSeatColumns({ places, subjects }: DashboardShown): Column<Seats>[] {
  const words = useDashboardWords();
  const { language } = useWords();
  const number = useNumber();
  const counted = ['capacity', 'free', 'held', 'offered', 'paid', 'waiting'] as const;
  return [
    { key: 'place', title: words.place, cell: ({ place }) => nameIn(places, place, language) },
    { key: 'subject', title: words.subject, cell: ({ subject }) => nameIn(subjects, subject, language) },
    {
      key: 'taken',
      title: words.taken,
      short: true,
      cell: (row) => `${percentOf(takenOf(row), row.capacity)}%`,
    },
    ...counted.map((key) => ({
      key,
      title: words[key],
      short: true,
      cell: (row: Seats) => number(row[key]),
    })),
  ];
}
