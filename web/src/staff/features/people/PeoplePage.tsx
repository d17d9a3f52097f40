import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MOST_PEOPLE_COUNTED, ROLL_STAGES } from '../../../../../domain/registration/people-filter.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch, withEvery } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PeopleFilterFields } from '../../ui/PeopleFilterFields.tsx';
import { usePersonColumns } from '../../ui/person-columns.tsx';
import { usePeopleWords } from './words.ts';

const api = client.api.staff.people;
const KEYS = ['college', 'class', 'inside', 'examSession', 'grade', 'educationLevel', 'stage'] as const;

const read = (query: object) => answer(api.$get({ query: query as never }));
type Listed = Awaited<ReturnType<typeof read>>['people'][number];

/** 考生名单: the people of the rolls, registered or not. */
export function PeoplePage() {
  const words = usePeopleWords();
  const frame = useConsoleWords();
  const { language } = useWords();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch([...KEYS, 'sort', 'order', 'after']);
  const { after, ...filter } = values;
  const list = useQuery({
    queryKey: ['staffPeople', values],
    queryFn: () => read(values),
    placeholderData: keepPreviousData,
  });
  const { sort: _sort, order: _order, ...inForce } = filter;
  const shown = withEvery(KEYS, inForce);
  const count = list.data?.count ?? 0;
  const number = count.toLocaleString(language);
  return (
    <div className="page">
      <PageHead title={frame.pages.people}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.people}>
        <FilterBar values={shown} onApply={(changed) => set(changed)}>
          <PeopleFilterFields stages={ROLL_STAGES} />
        </FilterBar>
        <p aria-live="polite">
          {list.data && (count < MOST_PEOPLE_COUNTED ? words.count(number) : words.more(number))}
        </p>
        <DataTable
          exporting={
            <ExportButton ask={(wish) => api.exports.$post({ query: { ...filter, ...wish } as never })} />
          }
          caption={frame.pages.people}
          columns={useColumns()}
          rows={list.data?.people}
          rowKey={({ candidateId }) => candidateId}
          query={list}
          filter={inForce}
          {...(me && may(me.role, 'roll.import') && { firstStep: words.firstStep })}
          sort={columnSort(values, { by: 'school' }, set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
    </div>
  );
}

function useColumns(): Column<Listed>[] {
  const words = usePeopleWords();
  const { fields, stages } = usePeopleFilterWords();
  return [
    ...usePersonColumns<Listed>(),
    { key: 'grade', title: fields.grade, short: true, sortable: true, cell: ({ grade }) => grade },
    {
      key: 'stage',
      title: fields.stage,
      cell: ({ stage, missingSince }) => (
        <span>
          {stages[stage]}
          {missingSince && <span className="cell-note">{words.missing}</span>}
        </span>
      ),
    },
  ];
}
