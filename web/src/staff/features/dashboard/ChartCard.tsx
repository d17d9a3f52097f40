import type { EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useId, useMemo, useState } from 'react';
import type { Chart as ChartName } from '../../../../../api/dashboard/chart-rows.ts';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { Chart } from './Chart.tsx';
import type { DashboardSearch } from './dashboard-query.ts';
import { useDashboardWords } from './words.ts';

/** How a table of figures that are there already stands: nothing is on its way. */
const THERE = {
  error: null,
  fetchStatus: 'idle',
  isFetching: false,
  isPlaceholderData: false,
  refetch: () => Promise.reject(new Error('nothing is asked for')),
} as const;

interface ChartCardProps<Row> {
  chart: ChartName;
  /** What is asked for, for its file. */
  search: DashboardSearch;
  /** Makes the picture, out of `drawnFrom`; null: there is nothing to draw. */
  draw: () => { option: EChartsCoreOption; height: number; minWidth?: number } | null;
  drawnFrom: unknown;
  /** What stands there instead of a picture. */
  empty?: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  children?: ReactNode;
}

/** A chart, with the same numbers as a table and as a file. */
export function ChartCard<Row extends object>(props: ChartCardProps<Row>) {
  const { chart, search, draw, drawnFrom, empty, columns, rows, rowKey, children } = props;
  const words = useDashboardWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const title = words.charts[chart];
  // Figures that have not changed are the same object, and are not drawn again.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const picture = useMemo(draw, [drawnFrom, words]);
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {picture ? (
        <Chart label={words.picture(title)} {...picture} />
      ) : (
        <p className="empty">{empty ?? words.none}</p>
      )}
      {children}
      {rows.length > 0 && (
        <>
          <div className="actions no-print">
            <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? words.hideTable(title) : words.table(title)}
            </Button>
          </div>
          {isOpen && (
            <DataTable
              exporting={
                <ExportButton
                  ask={(wish) =>
                    client.api.staff.dashboard.exports.$post({
                      query: { ...search, chart, ...wish } as never,
                    })
                  }
                />
              }
              caption={title}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              query={THERE as never}
              after={undefined}
              nextCursor={null}
              onPage={() => undefined}
            />
          )}
        </>
      )}
    </section>
  );
}
