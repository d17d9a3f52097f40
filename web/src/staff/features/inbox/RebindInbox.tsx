import type { z } from 'zod';
import type { rebindRowSchema } from '../../../../../api/rebind/schemas.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { answer, client } from '../../../lib/client.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import type { Column } from '../../ui/DataTable.tsx';
import type { ListPage, Shown } from './shown-state.ts';
import { SubmissionInbox } from './SubmissionInbox.tsx';

type RebindRow = z.infer<typeof rebindRowSchema>;

const api = client.api.staff.rebinds;

/** Rebinds, which support submits and province or centre decides. */
export function RebindInbox({ me, shown, page }: { me: StaffMe; shown: Shown; page: ListPage }) {
  const words = useTwoPeopleWords();
  return (
    <SubmissionInbox
      title={words.rebinds}
      queryKey="staffRebinds"
      account={me.account}
      mayDecide={may(me.role, 'rebinds.decide')}
      shown={shown}
      page={page}
      list={async (query) => {
        const { rebinds, nextCursor } = await answer(api.$get({ query }));
        return { rows: rebinds, nextCursor };
      }}
      ask={(query) => client.api.staff.rebinds.exports.$post({ query })}
      read={(id) => answer(api[':id'].$get({ param: { id } }))}
      decide={(id, json) => answer(api[':id'].decision.$post({ param: { id }, json }))}
      withdraw={(id) => answer(api[':id'].withdrawal.$post({ param: { id } }))}
      nameOf={({ name }) => name}
      columns={useColumns()}
      factsOf={(rebind) => [
        [words.person, rebind.name],
        [words.idNumber, rebind.idNumber],
        [words.oldPassport, `${rebind.oldPassport.passportId} · ${rebind.oldPassport.email}`],
        [words.newPassport, `${rebind.newPassport.passportId} · ${rebind.newPassport.email}`],
        [words.compared, words.same(rebind.sameName, rebind.sameMobile)],
        [words.moves, words.movesCount(rebind.registrations.length, rebind.reviews.length)],
      ]}
    />
  );
}

function useColumns(): Column<RebindRow>[] {
  const words = useTwoPeopleWords();
  return [
    { key: 'person', title: words.person, cell: ({ name }) => name },
    {
      key: 'idNumber',
      title: words.idNumber,
      cell: ({ idNumber }) => <span className="breaks">{idNumber}</span>,
    },
  ];
}
