import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { may } from '../../../../../domain/staff/permissions.ts';
import { answer, client } from '../../../lib/client.ts';
import type { Subject } from '../../../lib/api-types.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { RemoveSubject } from './RemoveSubject.tsx';
import { SubjectDialog } from './SubjectDialog.tsx';
import { useSubjectsWords } from './words.ts';

const KEYS = ['search', 'level', 'mode', 'sort', 'order'] as const;
const api = client.api.staff.subjects;

/** The catalogue of subjects that all exam sessions share. */
export function SubjectsPage() {
  const words = useSubjectsWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(KEYS);
  const { search, mode, level, sort, order } = values;
  const filter = { search, mode, level };
  const asked = { ...filter, sort, order };
  const list = useQuery({
    queryKey: [...catalogueQuery.queryKey, asked],
    queryFn: () => answer(api.$get({ query: asked as never })),
    placeholderData: keepPreviousData,
  });
  const { data } = list;
  const [opened, setOpened] = useState<Subject | 'new' | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const maySet = me !== undefined && me !== null && may(me.role, 'catalogue.change');
  const done = () => {
    setOpened(null);
    setRemoving(null);
    setSaved(true);
    void queryClient.invalidateQueries({ queryKey: catalogueQuery.queryKey });
  };
  const open = (next: Subject | 'new') => {
    setSaved(false);
    setOpened(next);
  };
  return (
    <div className="page">
      <PageHead title={frame.pages.subjects}>
        <p>{words.intro}</p>
        {maySet && (
          <div className="actions">
            <Button look="main" onClick={() => open('new')}>
              {words.add}
            </Button>
          </div>
        )}
      </PageHead>
      <div aria-live="polite">{saved && <Notice tone="good">{words.saved}</Notice>}</div>
      <section className="card" aria-label={frame.pages.subjects}>
        <FilterBar values={filter} onApply={set}>
          <Form.Item name="search" label={words.search}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="level" label={words.level}>
            <Select
              placeholder={words.any}
              options={Object.entries(words.levels).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="mode" label={words.mode}>
            <Select
              placeholder={words.any}
              options={Object.entries(words.modes).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton ask={(wish) => api.exports.$post({ query: { ...asked, ...wish } as never })} />
          }
          caption={frame.pages.subjects}
          columns={useColumns(maySet ? { change: open, remove: setRemoving } : null)}
          rows={data?.subjects}
          rowKey={({ code }) => code}
          query={list}
          filter={filter}
          sort={columnSort(values, { by: 'code' }, set)}
          firstStep={words.firstStep}
          after={undefined}
          nextCursor={null}
          onPage={() => {}}
        />
      </section>
      {opened && data && (
        <SubjectDialog
          {...(opened !== 'new' && { subject: opened })}
          version={data.version}
          onClose={() => setOpened(null)}
          onSaved={done}
        />
      )}
      {removing !== null && data && (
        <RemoveSubject
          code={removing}
          version={data.version}
          onClose={() => setRemoving(null)}
          onDone={done}
        />
      )}
    </div>
  );
}

interface Actions {
  change: (subject: Subject) => void;
  remove: (code: string) => void;
}

function useColumns(actions: Actions | null): Column<Subject>[] {
  const words = useSubjectsWords();
  return [
    { key: 'code', title: words.code, sortable: true, cell: ({ code }) => <strong>{code}</strong> },
    {
      key: 'nameZh',
      title: words.nameZh,
      sortable: true,
      cell: ({ name }) => <span lang="zh-CN">{name.zh}</span>,
    },
    {
      key: 'nameEn',
      title: words.nameEn,
      sortable: true,
      cell: ({ name }) => <span lang="en">{name.en}</span>,
    },
    { key: 'language', title: words.language, sortable: true, cell: ({ language }) => language },
    { key: 'level', title: words.level, sortable: true, cell: ({ level }) => words.levels[level] },
    { key: 'mode', title: words.mode, sortable: true, cell: ({ mode }) => words.modes[mode] },
    ...(actions
      ? [
          {
            key: 'actions',
            title: words.actions,
            cell: (subject: Subject) => (
              <div className="row-actions">
                <Button aria-label={words.changeOf(subject.code)} onClick={() => actions.change(subject)}>
                  {words.change}
                </Button>
                <Button
                  aria-label={words.removeOf(subject.code)}
                  onClick={() => actions.remove(subject.code)}
                >
                  {words.remove}
                </Button>
              </div>
            ),
          },
        ]
      : []),
  ];
}
