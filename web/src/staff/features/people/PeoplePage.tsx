import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { ROLL_STAGES } from '../../../../../domain/registration/people-filter.ts';
import { EDUCATION_LEVELS } from '../../../../../domain/roll/roll.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { RollFilterFields } from '../../ui/RollFilterFields.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { usePeopleWords } from './words.ts';

const api = client.api.staff.people;
const KEYS = ['college', 'class', 'inside', 'examSession', 'grade', 'educationLevel', 'stage'] as const;
const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8'];
/** As far as the server counts. */
const MOST_COUNTED = 10_000;

const read = (query: object) => answer(api.$get({ query: query as never }));
type Listed = Awaited<ReturnType<typeof read>>['people'][number];

/** 考生名单: the people of the rolls, registered or not. */
export function PeoplePage() {
  const words = usePeopleWords();
  const frame = useConsoleWords();
  const { fields, levels, stages } = usePeopleFilterWords();
  const { language } = useWords();
  const { values, set } = useSearch([...KEYS, 'after']);
  const { after, ...filter } = values;
  const list = useQuery({
    queryKey: ['staffPeople', values],
    queryFn: () => read(values),
    placeholderData: keepPreviousData,
  });
  const shown = {
    ...Object.fromEntries(KEYS.map((key) => [key, undefined])),
    ...filter,
  } as Record<(typeof KEYS)[number], string | undefined>;
  const count = list.data?.count ?? 0;
  const number = count.toLocaleString(language);
  return (
    <div className="page">
      <PageHead title={frame.pages.people}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.people}>
        <FilterBar values={shown} onApply={(changed) => set(changed)}>
          <RollFilterFields />
          <Form.Item name="grade" label={fields.grade}>
            <Select placeholder={words.any} options={GRADES.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item name="educationLevel" label={fields.educationLevel}>
            <Select
              placeholder={words.any}
              options={EDUCATION_LEVELS.map((value) => ({ value, label: levels[value] }))}
            />
          </Form.Item>
          <Form.Item name="stage" label={fields.stage}>
            <Select
              placeholder={words.any}
              options={ROLL_STAGES.map((value) => ({ value, label: stages[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <p aria-live="polite">
          {list.data && (count < MOST_COUNTED ? words.count(number) : words.more(number))}
        </p>
        <ExportButton ask={(wish) => api.exports.$post({ query: { ...filter, ...wish } as never })} />
        <DataTable
          caption={frame.pages.people}
          columns={useColumns()}
          rows={list.data?.people}
          rowKey={({ candidateId }) => candidateId}
          query={list}
          filter={filter}
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
    {
      key: 'person',
      title: words.person,
      cell: ({ candidateId, name, studentNumber, idNumber }) => (
        <span className="breaks">
          <StaffLink to={STAFF_PAGES.candidate.path.replace('$candidate', candidateId)}>{name}</StaffLink>
          <span className="cell-note">
            {studentNumber} {idNumber}
          </span>
        </span>
      ),
    },
    {
      key: 'place',
      title: words.place,
      cell: ({ campus, college, className }) => (
        <span className="breaks">
          {campus}
          <span className="cell-note">{[college, className].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
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
