import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { LateListCard } from './LateListCard.tsx';
import { LATE_KEYS, LATE_LISTS, type LateList, lateListsQuery } from './late-lists-query.ts';
import { MakeListDialog } from './MakeListDialog.tsx';
import { useLateWords } from './words.ts';

type Listed = Omit<LateList, 'firstUnpaid'>;

/** 补报名: the lists of a province, each with a window of its own. */
export function LateListsPage() {
  const words = useLateWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(LATE_KEYS);
  const { examSession, sort, order, after, list: opened } = values;
  const list = useQuery(
    lateListsQuery({
      ...(examSession && { examSession }),
      ...(sort && { sort }),
      ...(order && { order }),
      ...(after && { after }),
    }),
  );
  const [isMaking, setMaking] = useState(false);
  const open = (id: string | undefined) => set({ list: id, person: undefined, unpaid: undefined, after });
  return (
    <div className="page">
      <PageHead title={frame.pages.lateLists}>
        <p>{words.intro}</p>
        <div className="actions">
          <Button look="main" onClick={() => setMaking(true)}>
            {words.make}
          </Button>
        </div>
      </PageHead>
      <section className="card" aria-label={words.lists}>
        <FilterBar values={{ examSession }} onApply={(changed) => set({ ...changed, list: undefined })}>
          <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
            <Input />
          </Form.Item>
        </FilterBar>
        <DataTable
          caption={words.lists}
          columns={useColumns(open)}
          rows={list.data?.lists}
          rowKey={({ id }) => id}
          query={list}
          filter={{ examSession }}
          sort={columnSort(values, { by: 'madeAt', descending: true }, set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
      {opened && <LateListCard key={opened} id={opened} onClose={() => open(undefined)} />}
      {isMaking && me && (
        <MakeListDialog
          examSession={examSession ?? list.data?.examSessionId}
          scope={me.scope}
          onClose={() => setMaking(false)}
          onMade={({ id }) => {
            setMaking(false);
            void queryClient.invalidateQueries({ queryKey: LATE_LISTS });
            open(id);
          }}
        />
      )}
      {!opened && list.data?.lists.length === 0 && <Card title={words.add}>{words.addText}</Card>}
    </div>
  );
}

function useColumns(open: (id: string) => void): Column<Listed>[] {
  const words = useLateWords();
  return [
    { key: 'title', title: words.title, cell: ({ title }) => <strong className="breaks">{title}</strong> },
    { key: 'province', title: words.province, short: true, cell: ({ province }) => province },
    { key: 'opensAt', title: words.window, sortable: true, cell: (row) => <PeriodText period={row} /> },
    { key: 'people', title: words.people, short: true, cell: ({ people }) => people },
    { key: 'saved', title: words.saved, short: true, cell: ({ saved }) => saved },
    { key: 'unpaid', title: words.unpaid, short: true, cell: ({ unpaid }) => unpaid },
    { key: 'paid', title: words.paid, short: true, cell: ({ paid }) => paid },
    {
      key: 'state',
      title: words.state,
      short: true,
      cell: ({ state }) => (
        <Status tone={state === 'live' ? 'good' : 'neutral'}>{words.states[state]}</Status>
      ),
    },
    {
      key: 'actions',
      title: words.open,
      cell: ({ id, title }) => (
        <Button aria-label={words.openOf(title)} onClick={() => open(id)}>
          {words.open}
        </Button>
      ),
    },
  ];
}
