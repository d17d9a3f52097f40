import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { collegeOf, type Scope } from '../../../../../domain/scopes.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { formatFen } from '../../../lib/money.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch, withEvery } from '../../lib/use-search.ts';
import { BulkDialog } from '../../ui/BulkDialog.tsx';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { usePersonColumns } from '../../ui/person-columns.tsx';
import { RollFilterFields } from '../../ui/RollFilterFields.tsx';
import { SubjectSelect } from '../../ui/SubjectSelect.tsx';
import { useUnpaidWords } from './words.ts';

const api = client.api.staff.unpaid;
const UNPAID = ['staffUnpaid'];
const KEYS = ['college', 'class', 'inside', 'subject', 'examSession'] as const;

const read = (query: object) => answer(api.$get({ query: query as never }));
type Listed = Awaited<ReturnType<typeof read>>['unpaid'][number];
type Subjects = Awaited<ReturnType<typeof read>>['subjects'];

/** 未缴费名单: who holds a seat and has not paid, with the reminder to all of them (催缴). */
export function UnpaidPage() {
  const words = useUnpaidWords();
  const { fields, any } = usePeopleFilterWords();
  const frame = useConsoleWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch([...KEYS, 'sort', 'order', 'after']);
  const { after, sort, order, ...filter } = values;
  const [reminding, setReminding] = useState(false);
  const list = useQuery({
    queryKey: [...UNPAID, values],
    queryFn: () => read(values),
    placeholderData: keepPreviousData,
  });
  const shown = withEvery(KEYS, filter);
  const inOrder = { ...(sort && { sort }), ...(order && { order }) };
  // What is sent is about the exam session that is shown, also where nobody named one.
  const reminded = { ...filter, examSession: list.data?.examSessionId };
  const count = (list.data?.count ?? 0).toLocaleString(language);
  return (
    <div className="page">
      <PageHead title={frame.pages.unpaid}>
        <p>{me && collegeOf(me.scope as Scope) ? words.clerkIntro : words.intro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.unpaid}>
        <FilterBar values={shown} onApply={(changed) => set(changed)}>
          <RollFilterFields />
          <Form.Item name="subject" label={fields.subject}>
            <SubjectSelect placeholder={any} subjects={list.data?.subjects ?? []} />
          </Form.Item>
        </FilterBar>
        <p aria-live="polite">{list.data && words.sums(count, formatFen(list.data.unpaidFen))}</p>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) => api.exports.$post({ query: { ...filter, ...inOrder, ...wish } as never })}
            />
          }
          caption={frame.pages.unpaid}
          columns={useColumns(list.data?.subjects ?? [])}
          rows={list.data?.unpaid}
          rowKey={({ candidateId }) => candidateId}
          query={list}
          filter={filter}
          sort={columnSort(values, { by: 'school' }, set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
      {me && may(me.role, 'messages.send') && list.data && list.data.count > 0 && (
        <Card title={words.remind} screenOnly>
          <p>{words.remindText}</p>
          <div className="actions">
            <Button look="main" onClick={() => setReminding(true)}>
              {words.remindAll(count)}
            </Button>
          </div>
        </Card>
      )}
      {reminding && (
        <BulkDialog
          title={words.remind}
          about={['reminders', reminded]}
          preview={() => answer(api.reminders.preview.$post({ query: reminded as never }))}
          send={(json, key) =>
            answer(
              api.reminders.$post({ query: reminded as never, json, header: { 'idempotency-key': key } }),
            )
          }
          onSent={() => void queryClient.invalidateQueries({ queryKey: UNPAID })}
          onClose={() => setReminding(false)}
        />
      )}
    </div>
  );
}

function useColumns(subjects: Subjects): Column<Listed>[] {
  const words = useUnpaidWords();
  const { pick } = useWords();
  const nameOf = (code: string) => {
    const named = subjects.find((subject) => subject.code === code);
    return named ? pick(named.name) : code;
  };
  return [
    ...usePersonColumns<Listed>(),
    {
      key: 'subjects',
      title: words.subjects,
      cell: ({ subjects: unpaid }) => unpaid.map(nameOf).join('、'),
    },
    {
      key: 'owes',
      title: words.owes,
      short: true,
      sortable: true,
      cell: ({ unpaidFen }) => <Fee fen={unpaidFen} />,
    },
    {
      key: 'deadline',
      title: words.deadline,
      cell: ({ deadlineAt }) => (deadlineAt ? <Moment at={deadlineAt} /> : words.settling),
    },
    {
      key: 'reminded',
      title: words.reminded,
      short: true,
      cell: ({ remindedOn }) => remindedOn ?? words.never,
    },
  ];
}
