import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { CreateDialog } from './CreateDialog.tsx';
import { EXAM_SESSIONS, examSessionsQuery } from '../../lib/exam-sessions-list.ts';
import { api, type ExamSessionRow } from './exam-sessions-query.ts';
import { SessionState } from './SessionState.tsx';
import { StaffRulesForm } from './StaffRulesForm.tsx';
import { useExamSessionsWords } from './words.ts';

const KEYS = ['search', 'state', 'sort', 'order'] as const;

/** The exam sessions with their states, drafts too; the centre creates them. */
export function ExamSessionsPage() {
  const words = useExamSessionsWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { history } = useRouter();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(KEYS);
  const { search, state, sort, order } = values;
  const filter = { search, state };
  const asked = { ...filter, sort, order };
  const all = useQuery(examSessionsQuery);
  const list = useQuery({
    queryKey: [...examSessionsQuery.queryKey, asked],
    queryFn: () => answer(api.$get({ query: asked as never })),
    placeholderData: keepPreviousData,
  });
  const [creating, setCreating] = useState<{ copyOf: ExamSessionRow | null } | null>(null);
  const mayCreate = me !== undefined && me !== null && may(me.role, 'examSessions.change');
  return (
    <div className="page">
      <PageHead title={frame.pages.examSessions}>
        <p>{words.intro}</p>
        {mayCreate && (
          <div className="actions">
            <Button look="main" onClick={() => setCreating({ copyOf: null })}>
              {words.create}
            </Button>
          </div>
        )}
      </PageHead>
      <section className="card" aria-label={frame.pages.examSessions}>
        <FilterBar values={filter} onApply={set}>
          <Form.Item name="search" label={words.search}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="state" label={words.state}>
            <Select
              placeholder={words.any}
              options={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton ask={(wish) => api.exports.$post({ query: { ...asked, ...wish } as never })} />
          }
          caption={frame.pages.examSessions}
          columns={useColumns(mayCreate ? (copyOf) => setCreating({ copyOf }) : null)}
          rows={list.data}
          rowKey={({ id }) => id}
          query={list}
          filter={filter}
          sort={columnSort(values, { by: 'id', descending: true }, set)}
          firstStep={words.firstStep}
          after={undefined}
          nextCursor={null}
          onPage={() => {}}
        />
      </section>
      {mayCreate && <StaffRulesForm />}
      {creating && (
        <CreateDialog
          sessions={all.data ?? []}
          copyOf={creating.copyOf}
          onClose={() => setCreating(null)}
          onCreated={(id) => {
            void queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS });
            history.push(`/staff/exam-sessions/${id}`);
          }}
        />
      )}
    </div>
  );
}

function useColumns(copy: ((session: ExamSessionRow) => void) | null): Column<ExamSessionRow>[] {
  const words = useExamSessionsWords();
  const { pick } = useWords();
  return [
    { key: 'id', title: words.id, sortable: true, cell: ({ id }) => <strong>{id}</strong> },
    { key: 'nameZh', title: words.name, sortable: true, cell: ({ name }) => pick(name) },
    { key: 'state', title: words.state, sortable: true, cell: ({ state }) => <SessionState state={state} /> },
    {
      key: 'actions',
      title: words.actions,
      cell: (session) => (
        <div className="row-actions">
          <StaffLink className="button" to={`/staff/exam-sessions/${session.id}`}>
            {words.open}
            <span className="visually-hidden"> {pick(session.name)}</span>
          </StaffLink>
          {copy && (
            <Button aria-label={words.copyOf(pick(session.name))} onClick={() => copy(session)}>
              {words.copy}
            </Button>
          )}
        </div>
      ),
    },
  ];
}
