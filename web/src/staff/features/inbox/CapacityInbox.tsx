import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import type { Bilingual } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import type { ListPage, Shown } from './shown-state.ts';
import { SubmissionInbox } from './SubmissionInbox.tsx';

const api = client.api.staff['capacity-changes'];

interface Place {
  campus: string;
  campusName: Bilingual;
  subject: string;
  examSessionId: string;
}

/** Changes of capacity: a cut takes two people. */
export function CapacityInbox({ me, shown, page }: { me: StaffMe; shown: Shown; page: ListPage }) {
  const words = useTwoPeopleWords();
  const { coded, pick } = useWords();
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  const nameOf = (code: string) => {
    const subject = subjects.find((one) => one.code === code);
    return subject ? pick(subject.name) : code;
  };
  const placeOf = ({ campus, campusName, subject, examSessionId }: Place) =>
    `${coded({ code: campus, name: campusName })} · ${nameOf(subject)} · ${examSessionId}`;
  return (
    <SubmissionInbox
      title={words.capacity}
      queryKey="staffCapacityChanges"
      account={me.account}
      mayDecide
      shown={shown}
      page={page}
      list={async (query) => {
        const { capacityChanges, nextCursor } = await answer(api.$get({ query }));
        return { rows: capacityChanges, nextCursor };
      }}
      ask={(query) => client.api.staff['capacity-changes'].exports.$post({ query })}
      read={(id) => answer(api[':id'].$get({ param: { id } }))}
      decide={(id, json) => answer(api[':id'].decision.$post({ param: { id }, json }))}
      withdraw={(id) => answer(api[':id'].withdrawal.$post({ param: { id } }))}
      nameOf={({ campus, subject }) => `${campus} ${nameOf(subject)}`}
      columns={[
        {
          key: 'place',
          title: words.place,
          cell: (change) => placeOf(change),
        },
        { key: 'seats', title: words.seats, cell: ({ before, capacity }) => `${before} → ${capacity}` },
      ]}
      factsOf={(change) => [
        [words.place, placeOf(change)],
        [words.now, words.seatsNow(change.pool)],
        [words.afterwards, `${change.before} → ${change.capacity}`],
      ]}
    />
  );
}
