import type { UseQueryResult } from '@tanstack/react-query';
import { Table, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { isNothing, ListOffline, ListPages, ListProblem, type PageOfList } from './ListPages.tsx';
import { Select } from './Select.tsx';
import { useTableWords } from './table-words.ts';

export interface Column<Row> {
  /** The name by which the server sorts, for columns that can be sorted by. */
  key: string;
  title: string;
  sortable?: boolean;
  /** True for values of a word or a number, which stand beside each other on phones. */
  short?: boolean;
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> extends PageOfList {
  caption: string;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** The page that the server sent; undefined until it has. */
  rows: Row[] | undefined;
  /** The question whose answer the rows are. */
  query: Pick<UseQueryResult, 'error' | 'fetchStatus' | 'isFetching' | 'isPlaceholderData' | 'refetch'>;
  /** The filter in force, unset values too: while none is set, an empty list says that nothing is there yet. */
  filter?: object;
  /** What to do before anything can be there. */
  firstStep?: string;
  /** What is said of an empty list, where it is not that nothing fits or that nothing is there yet. */
  empty?: string;
  /** What makes a file of the list; an empty one needs none. */
  exporting?: ReactNode;
  sort?: { by: string; descending: boolean; onChange: (by: string, descending: boolean) => void };
}

/** The sorting of a list by one column alone, mostly its time, whose direction the address bar holds as `order`. */
export function timeSort(
  key: string,
  order: string,
  set: (changed: { order: 'asc' | 'desc' }) => void,
): NonNullable<DataTableProps<object>['sort']> {
  return {
    by: key,
    descending: order === 'desc',
    onChange: (_key, descending) => set({ order: descending ? 'desc' : 'asc' }),
  };
}

/** The sorting of a list by its columns, which the address bar holds as `sort` and `order`. */
export function columnSort(
  { sort, order }: { sort?: string | undefined; order?: string | undefined },
  usual: { by: string; descending?: boolean },
  set: (changed: { sort: string; order: 'asc' | 'desc' }) => void,
): NonNullable<DataTableProps<object>['sort']> {
  const { by, descending = false } = usual;
  return {
    by: sort ?? by,
    descending: order === undefined ? descending : order === 'desc',
    onChange: (changed, falling) => set({ sort: changed, order: falling ? 'desc' : 'asc' }),
  };
}

/** A list whose filter, order and pages are the server's; below 640 px its rows are cards. */
export function DataTable<Row extends object>({ exporting, ...props }: DataTableProps<Row>) {
  const isEmpty = isNothing(props.rows, props.after);
  return (
    <>
      {!isEmpty && exporting}
      <ListShown {...props} isEmpty={isEmpty} />
    </>
  );
}

function ListShown<Row extends object>(props: Omit<DataTableProps<Row>, 'exporting'> & { isEmpty: boolean }) {
  const { caption, columns, rowKey, rows, query, filter, firstStep, sort, after, nextCursor, onPage } = props;
  const words = useTableWords();
  if (query.error) return <ListProblem query={query} after={after} onPage={onPage} />;
  const isUnfiltered = filter !== undefined && !Object.values(filter).some(Boolean) && !after;
  const nothing = isUnfiltered ? [words.nothingYet, firstStep].filter(Boolean).join(' ') : words.empty;
  const offline = query.fetchStatus === 'paused' && <ListOffline />;
  if (!rows) return offline || <Skeleton />;
  return (
    <div className="data-table" aria-busy={(query.isPlaceholderData && !offline) || undefined}>
      {offline}
      {sort && !props.isEmpty && <SortSelect sort={sort} columns={columns} />}
      <Table<Row>
        aria-label={caption}
        dataSource={rows}
        rowKey={rowKey}
        pagination={false}
        showSorterTooltip={false}
        locale={{ emptyText: <p className="empty">{props.empty ?? nothing}</p> }}
        columns={columns.map((column) => columnOf(column, sort))}
        onChange={(_page, _filters, sorter) => {
          const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
          if (columnKey !== undefined) sort?.onChange(String(columnKey), order === 'descend');
        }}
      />
      <ListPages after={after} nextCursor={nextCursor} onPage={onPage} />
    </div>
  );
}

/** Sorts on phones, where rows are cards and have no heads to sort by. */
function SortSelect<Row>({
  sort,
  columns,
}: {
  sort: NonNullable<DataTableProps<Row>['sort']>;
  columns: Column<Row>[];
}) {
  const words = useTableWords();
  return (
    <label className="sort-select">
      {words.sort}
      <Select
        placeholder={null}
        value={`${sort.by} ${sort.descending ? 'desc' : 'asc'}`}
        options={columns
          .filter(({ sortable }) => sortable)
          .flatMap(({ key, title }) => [
            { value: `${key} asc`, label: words.ascending(title) },
            { value: `${key} desc`, label: words.descending(title) },
          ])}
        onChange={({ target }) => {
          const [by = '', order] = target.value.split(' ');
          sort.onChange(by, order === 'desc');
        }}
      />
    </label>
  );
}

function columnOf<Row>(
  { key, title, sortable = false, short = false, cell }: Column<Row>,
  sort: DataTableProps<Row>['sort'],
): TableColumnType<Row> {
  const order = sort?.descending ? ('descend' as const) : ('ascend' as const);
  return {
    key,
    title,
    render: (_value, row) => cell(row),
    onCell: () => ({ 'data-label': title, ...(short && { 'data-short': '' }) }) as object,
    ...(sortable &&
      sort && {
        sorter: true,
        sortDirections: ['ascend', 'descend', 'ascend'],
        sortOrder: sort.by === key ? order : null,
      }),
  };
}
