import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment, PeriodText } from '../../../ui/Moment.tsx';
import { Status } from '../../../ui/Status.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';

export type Doing =
  | { what: 'add' | 'openMany' | 'terms' }
  | { what: 'change' | 'seats' | 'remove'; offering: Offering };

/** The columns of the list of offerings, with what its reader may do. */
export function useOfferingColumns(
  rights: { change: boolean; seats: boolean },
  begin: (doing: Doing) => void,
): Column<Offering>[] {
  const words = useOfferingsWords();
  const { pick } = useWords();
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  const found = (code: string) => subjects.find((subject) => subject.code === code);
  const nameOf = (code: string) => {
    const subject = found(code);
    return subject ? pick(subject.name) : '';
  };
  const unset = <Status tone="caution">{words.feeUnset}</Status>;
  return [
    {
      key: 'campus',
      title: words.campus,
      sortable: true,
      short: true,
      cell: ({ campus }) => <strong>{campus}</strong>,
    },
    {
      key: 'subject',
      short: true,
      title: words.subject,
      sortable: true,
      cell: ({ subject }) => `${subject} ${nameOf(subject)}`,
    },
    {
      key: 'times',
      title: words.times,
      cell: ({ window, examTime, campus, subject, oralCampus }) => (
        <>
          <span className="cell-note">{words.window}</span>
          <PeriodText period={window} />
          <span className="cell-note">{words.examTime}</span>
          {examTime ? (
            <PeriodText period={{ opensAt: examTime.startsAt, closesAt: examTime.endsAt }} />
          ) : (
            unset
          )}
          {found(subject)?.mode === 'oral' && <OralOpening campus={campus} {...oralCampus} />}
        </>
      ),
    },
    {
      key: 'feeFen',
      short: true,
      title: words.fee,
      sortable: true,
      cell: ({ feeFen }) => (feeFen === 0 ? unset : <Fee fen={feeFen} />),
    },
    {
      key: 'capacity',
      short: true,
      title: words.seats,
      sortable: true,
      cell: ({ pool: { capacity, offered, held, paid } }) => (
        <>
          {capacity}
          <span className="cell-note">{words.pool(offered, held, paid)}</span>
        </>
      ),
    },
    { key: 'free', title: words.free, sortable: true, short: true, cell: ({ pool }) => pool.free },
    { key: 'waiting', title: words.waiting, sortable: true, short: true, cell: ({ pool }) => pool.waiting },
    {
      key: 'actions',
      title: words.actions,
      cell: (offering) => {
        const action = (what: 'change' | 'seats' | 'remove', label: string) => (
          <Button
            aria-label={words.of(label, offering.campus, offering.subject)}
            onClick={() => begin({ what, offering })}
          >
            {label}
          </Button>
        );
        return (
          <div className="row-actions row-actions-stacked">
            {rights.change && action('change', words.change)}
            {rights.seats && action('seats', words.changeSeats)}
            {rights.change && action('remove', words.remove)}
          </div>
        );
      },
    },
  ];
}

/** From when candidates of other campuses may take the oral at a campus, and whether its own may leave, with the way to set it. */
function OralOpening({ campus, letsOut, admitsOutsidersFrom }: Offering['oralCampus'] & { campus: string }) {
  const words = useOfferingsWords();
  return (
    <>
      <span className="cell-note">{words.outsiders}</span>
      {admitsOutsidersFrom === null ? words.outsidersNever : <Moment at={admitsOutsidersFrom} />}
      <span className="cell-note">{letsOut ? words.letsOut : words.letsNobodyOut}</span>
      <StaffLink to={`${STAFF_PAGES.places.path}?kind=campus&search=${campus}`}>
        {words.setCampus}
        <span className="visually-hidden"> {campus}</span>
      </StaffLink>
    </>
  );
}
