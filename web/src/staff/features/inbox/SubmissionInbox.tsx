import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tag } from 'antd';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import type { FileWish } from '../../lib/export-files.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { type Decision, type Submitted, TwoPeople } from '../../ui/TwoPeople.tsx';
import type { Asked, ListPage, Shown } from './shown-state.ts';

/** What a list shows of a submission, whatever it is about. */
interface Row {
  id: string;
  submittedBy: string;
  submittedAt: string;
}

/** One kind of what takes two people. */
interface SubmissionInboxProps<Listed extends Row, One extends Submitted> {
  title: string;
  /** Under this key the answers of its routes are kept. */
  queryKey: string;
  /** The account that is signed in. */
  account: string;
  /** True where the role may decide such things at all. */
  mayDecide: boolean;
  shown: Shown;
  page: ListPage;
  list: (query: Asked) => Promise<{ rows: Listed[]; nextCursor: string | null }>;
  /** The list as a file. */
  ask: (query: Omit<Asked, 'after'> & FileWish) => ReturnType<ComponentProps<typeof ExportButton>['ask']>;
  read: (id: string) => Promise<One>;
  decide: (id: string, decision: Decision) => Promise<unknown>;
  withdraw: (id: string) => Promise<unknown>;
  /** The columns that say what is to be done, before those that say who wants it. */
  columns: Column<Listed>[];
  /** Names a row, for those who hear the page. */
  nameOf: (row: Listed) => string;
  /** The difference: what is now, and what will be. */
  factsOf: (one: One) => [string, ReactNode][];
  /** What is to be seen before these. */
  detailOf?: (one: One) => ReactNode;
}

/** Lists what was submitted of one kind; opened, it is decided. */
export function SubmissionInbox<Listed extends Row, One extends Submitted>(
  props: SubmissionInboxProps<Listed, One>,
) {
  const {
    title,
    queryKey,
    shown,
    page: { after, onPage, order, onOrder },
  } = props;
  const words = useTwoPeopleWords();
  const asked = { ...shown, order };
  const [opened, setOpened] = useState<string | null>(null);
  const list = useQuery({
    queryKey: [queryKey, asked, after],
    queryFn: () => props.list({ ...asked, ...(after && { after }) }),
  });
  return (
    <Card title={title}>
      <DataTable
        exporting={<ExportButton hasNote={false} ask={(wish) => props.ask({ ...asked, ...wish })} />}
        caption={title}
        rows={list.data?.rows}
        rowKey={({ id }) => id}
        query={list}
        {...(shown.state === 'submitted' && { empty: words.nothingWaits })}
        sort={timeSort('at', order, (changed) => onOrder(changed.order))}
        after={after}
        nextCursor={list.data?.nextCursor}
        onPage={onPage}
        columns={useColumns(props, setOpened)}
      />
      {opened && <Opened {...props} id={opened} onClose={() => setOpened(null)} />}
    </Card>
  );
}

function useColumns<Listed extends Row, One extends Submitted>(
  { account, columns, nameOf }: SubmissionInboxProps<Listed, One>,
  open: (id: string) => void,
): Column<Listed>[] {
  const words = useTwoPeopleWords();
  return [
    ...columns,
    {
      key: 'by',
      title: words.submittedBy,
      cell: ({ submittedBy }) => (
        <>
          {submittedBy} {submittedBy === account && <Tag>{words.mine}</Tag>}
        </>
      ),
    },
    {
      key: 'at',
      title: words.submittedAt,
      sortable: true,
      cell: ({ submittedAt }) => <Moment at={submittedAt} />,
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (row) => (
        <Button aria-label={words.openOf(nameOf(row))} onClick={() => open(row.id)}>
          {words.open}
        </Button>
      ),
    },
  ];
}

function Opened<Listed extends Row, One extends Submitted>({
  title,
  queryKey,
  id,
  mayDecide,
  read,
  decide,
  withdraw,
  factsOf,
  detailOf,
  onClose,
}: SubmissionInboxProps<Listed, One> & { id: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { data, error } = useQuery({
    queryKey: [queryKey, 'one', id],
    queryFn: () => read(id),
    gcTime: 0,
  });
  if (error) return <ProblemNotice error={error} />;
  if (!data) return null;
  return (
    <TwoPeople
      title={title}
      submitted={data}
      mayDecide={mayDecide}
      decide={(decision) => decide(id, decision)}
      withdraw={() => withdraw(id)}
      onDecided={() => {
        void queryClient.invalidateQueries({ queryKey: [queryKey] });
        onClose();
      }}
      onClose={onClose}
    >
      {detailOf?.(data)}
      <Facts items={factsOf(data)} />
    </TwoPeople>
  );
}
