import { STEPS } from '../../../../../domain/dashboard/figures.ts';
import { useWords } from '../../../i18n/index.ts';
import { heat, heatWidth, lyingBars, overTime, rowsHeight } from './chart-options.ts';
import { ChartCard } from './ChartCard.tsx';
import {
  nameIn,
  percentOf,
  type Place,
  type Seats,
  takenOf,
  useExceptionColumns,
  useNumber,
  usePaymentColumns,
  usePlaceColumns,
  useRegistrationColumns,
  useSeatColumns,
  useStepColumns,
} from './columns.tsx';
import type { DashboardSearch, DashboardShown } from './dashboard-query.ts';
import { spanNames } from './span-names.ts';
import { useDashboardWords } from './words.ts';

interface CardProps {
  shown: DashboardShown;
  search: DashboardSearch;
  /** Leads to a place inside. */
  onInto: (code: string) => void;
}

const TIME_HEIGHT = 260;
/** The most rows of a picture; its table has all. */
const MOST_ROWS = 20;

export function StepsCard({ shown: { steps }, search }: CardProps) {
  const words = useDashboardWords();
  const rows = STEPS.map((step, index) => {
    const before = STEPS[index - 1];
    return { step, count: steps[step], share: before ? percentOf(steps[step], steps[before]) : null };
  });
  return (
    <ChartCard
      chart="steps"
      search={search}
      drawnFrom={steps}
      draw={() => {
        const bars = rows.map(({ step, count }) => ({ name: words.steps[step], value: count }));
        const shareOf = (name: string) => rows.find(({ step }) => words.steps[step] === name)?.share;
        const option = lyingBars(bars, ({ name, value }) => {
          const share = shareOf(name);
          return share === null ? value.toLocaleString() : `${value.toLocaleString()} (${share}%)`;
        });
        return { option, height: rowsHeight(rows.length) };
      }}
      rows={rows}
      rowKey={({ step }) => step}
      columns={useStepColumns()}
    />
  );
}

export function RegistrationsCard({ shown, search }: CardProps) {
  const words = useDashboardWords();
  const { language } = useWords();
  const { registrations: rows, by } = shown;
  return (
    <ChartCard
      chart="registrations"
      search={search}
      drawnFrom={rows}
      draw={() => ({
        option: overTime(
          spanNames(rows, by, language),
          { name: words.newOnes, values: rows.map(({ count }) => count) },
          { name: words.total, values: rows.map(({ total }) => total) },
        ),
        height: TIME_HEIGHT,
      })}
      rows={rows}
      rowKey={({ from }) => from}
      columns={useRegistrationColumns()}
    />
  );
}

export function PaymentsCard({ shown, search }: CardProps) {
  const words = useDashboardWords();
  const { language } = useWords();
  const { payments: rows, by } = shown;
  return (
    <ChartCard
      chart="payments"
      search={search}
      drawnFrom={rows}
      draw={() => ({
        option: overTime(
          spanNames(rows, by, language),
          { name: words.payments, values: rows.map(({ count }) => count) },
          { name: words.amount, values: rows.map(({ amountFen }) => amountFen / 100) },
        ),
        height: TIME_HEIGHT,
      })}
      rows={rows}
      rowKey={({ from }) => from}
      columns={usePaymentColumns()}
    >
      <p className="muted small">{words.paymentsNote}</p>
    </ChartCard>
  );
}

export function ExceptionsCard({ shown: { exceptions: rows }, search }: CardProps) {
  const words = useDashboardWords();
  return (
    <ChartCard
      chart="exceptions"
      search={search}
      drawnFrom={rows}
      draw={() =>
        rows.length === 0
          ? null
          : {
              option: lyingBars(rows.map(({ kind, count }) => ({ name: words.kinds[kind], value: count }))),
              height: rowsHeight(rows.length),
            }
      }
      rows={rows}
      rowKey={({ kind }) => kind}
      columns={useExceptionColumns()}
    />
  );
}

/** What waits, place by place: re-checks for a decision, people for a seat. */
export function PlacesCard({ shown, search, onInto }: CardProps) {
  const words = useDashboardWords();
  const { language } = useWords();
  const number = useNumber();
  const { places: rows, reviewsWaiting, waiting } = shown;
  const longest = (of: (place: Place) => number) =>
    rows
      .filter((place) => of(place) > 0)
      .toSorted((one, other) => of(other) - of(one))
      .slice(0, MOST_ROWS)
      .map((place) => ({ name: place.name[language], value: of(place) }));
  const isCut = rows.length > MOST_ROWS;
  return (
    <ChartCard
      chart="places"
      search={search}
      drawnFrom={shown}
      draw={() => {
        const [reviews, queues] = [
          longest((place) => place.reviewsWaiting ?? 0),
          longest((place) => place.waiting),
        ];
        // Re-checks are a school's, not its campuses': there is one bar for all of them.
        const isOfSchool = reviews.length === 0 && reviewsWaiting > 0;
        const bars = [
          ...(isOfSchool ? [{ name: words.reviewsWaiting, value: reviewsWaiting }] : []),
          ...reviews.map(({ name, value }) => ({ name: `${name} ${words.reviewsWaiting}`, value })),
          ...queues.map(({ name, value }) => ({ name: `${name} ${words.waiting}`, value })),
        ];
        return bars.length === 0 ? null : { option: lyingBars(bars), height: rowsHeight(bars.length) };
      }}
      rows={rows}
      rowKey={({ code }) => code}
      columns={usePlaceColumns(rows, onInto)}
    >
      <p>
        {words.reviewsWaiting} {number(reviewsWaiting)} · {words.waiting} {number(waiting)}
      </p>
      {isCut && <p className="muted small">{words.longest(MOST_ROWS)}</p>}
    </ChartCard>
  );
}

export function SeatsCard({ shown, search }: CardProps) {
  const words = useDashboardWords();
  const { language } = useWords();
  const { seats: rows, places, subjects } = shown;
  return (
    <ChartCard
      chart="seats"
      search={search}
      empty={words.noSeats}
      drawnFrom={rows}
      draw={() => {
        if (rows.length === 0) return null;
        const shareAt = (code: string) => {
          const here = rows.filter(({ place }) => place === code);
          const sum = (of: (row: Seats) => number) => here.reduce((all, row) => all + of(row), 0);
          return percentOf(
            sum(takenOf),
            sum(({ capacity }) => capacity),
          );
        };
        const seen = [...new Set(rows.map(({ place }) => place))]
          .map((code) => ({ code, share: shareAt(code) }))
          .toSorted((one, other) => other.share - one.share)
          .slice(0, MOST_ROWS)
          .map(({ code }) => code);
        const percentAt = (place: string, subject: string) => {
          const row = rows.find((one) => one.place === place && one.subject === subject);
          return row ? percentOf(takenOf(row), row.capacity) : null;
        };
        const option = heat(
          subjects.map(({ name }) => name[language]),
          seen.map((place) => ({
            name: nameIn(places, place, language),
            percents: subjects.map(({ code }) => percentAt(place, code)),
          })),
        );
        return { option, height: rowsHeight(seen.length) + 80, minWidth: heatWidth(subjects.length) };
      }}
      rows={rows}
      rowKey={({ place, subject }) => `${place}/${subject}`}
      columns={useSeatColumns(shown)}
    >
      {places.length > MOST_ROWS && <p className="muted small">{words.fullest(MOST_ROWS)}</p>}
    </ChartCard>
  );
}
