import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { Card } from '../../../ui/Card.tsx';
import { useSearch } from '../../lib/use-search.ts';
import { columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { LINE_KEYS, madeUpExport, madeUpFiles, madeUpLines } from './made-up.ts';
import { useExampleWords } from './words.ts';

/** A list with filter, order, pages and export, and what it shows when there is nothing, or something is wrong. */
export function ListExample() {
  const words = useExampleWords();
  const { values, set } = useSearch(LINE_KEYS);
  const list = useQuery({
    queryKey: ['example', values],
    queryFn: () => madeUpLines(values),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { place, show } = values;
  return (
    <Card title={words.list}>
      <FilterBar values={{ place, show }} onApply={set}>
        <Form.Item name="place" label={words.place}>
          <Select
            placeholder={words.any}
            options={['990010', '990020'].map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item name="show" label={words.show}>
          <Select
            placeholder={words.shows.rows}
            options={(['empty', 'error', 'loading'] as const).map((value) => ({
              value,
              label: words.shows[value],
            }))}
          />
        </Form.Item>
      </FilterBar>
      <DataTable
        exporting={<ExportButton ask={madeUpExport} files={madeUpFiles} />}
        caption={words.list}
        rows={show === 'loading' ? undefined : list.data?.lines}
        rowKey={({ name }) => name}
        query={list}
        sort={columnSort(values, { by: 'name' }, set)}
        after={values.after}
        nextCursor={list.data?.nextCursor}
        onPage={(after) => set({ after })}
        columns={[
          { key: 'name', title: words.name, sortable: true, cell: ({ name }) => name },
          { key: 'place', title: words.place, cell: (line) => line.place },
          { key: 'seats', title: words.seats, sortable: true, cell: ({ seats }) => seats },
        ]}
      />
    </Card>
  );
}
