import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import type { z } from 'zod';
import type { securityEventsSchema } from '../../../../../api/staff/security-routes.ts';
import { answer, client } from '../../../lib/client.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { withInstants } from '../../lib/beijing-instant.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { useSecurityLogWords } from './words.ts';

type SecurityEventRow = z.infer<typeof securityEventsSchema>['events'][number];

const KEYS = ['event', 'account', 'address', 'from', 'to', 'order', 'after'] as const;
type SecuritySearch = Partial<Record<(typeof KEYS)[number], string>>;

/** Failed sign-ins, lock-outs, refused rights, origins and notices. */
export function SecurityLogPage() {
  const words = useSecurityLogWords();
  const frame = useConsoleWords();
  const times = useTimeRules();
  const { values, set } = useSearch(KEYS);
  const query = withInstants<SecuritySearch>(values);
  const list = useQuery({
    queryKey: ['staffSecurityLog', query],
    queryFn: () => answer(client.api.staff['security-events'].$get({ query: query as never })),
    placeholderData: keepPreviousData,
  });
  const { event, account, address, from, to } = values;
  const { after: _page, ...filter } = query;
  return (
    <div className="page">
      <PageHead title={frame.pages.securityLog} />
      <section className="card" aria-label={frame.pages.securityLog}>
        <FilterBar values={{ event, account, address, from, to }} onApply={(changed) => set(changed)}>
          <Form.Item name="event" label={words.event}>
            <Select
              placeholder={words.any}
              options={Object.entries(words.events).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="account" label={words.account}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="address" label={words.address}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="from" label={words.from}>
            <Input type="datetime-local" />
          </Form.Item>
          <Form.Item name="to" label={words.to} {...times.after('from')}>
            <Input type="datetime-local" />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff['security-events'].exports.$post({ query: { ...filter, ...wish } as never })
              }
            />
          }
          filter={{ event, account, address, from, to }}
          caption={frame.pages.securityLog}
          rows={list.data?.events}
          rowKey={(row) => JSON.stringify(row)}
          query={list}
          sort={timeSort('at', values.order ?? 'desc', set)}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
          columns={useColumns()}
        />
      </section>
    </div>
  );
}

function useColumns(): Column<SecurityEventRow>[] {
  const words = useSecurityLogWords();
  return [
    {
      key: 'at',
      title: words.at,
      sortable: true,
      cell: ({ firstAt, lastAt }) => (
        <>
          <Moment at={firstAt} />
          {lastAt !== firstAt && (
            <span className="cell-note">
              {words.lastAt} <Moment at={lastAt} />
            </span>
          )}
        </>
      ),
    },
    { key: 'event', title: words.event, cell: (row) => words.events[row.event] },
    {
      key: 'account',
      title: words.account,
      cell: (row) => <span className="breaks">{row.account || row.actor}</span>,
    },
    {
      key: 'address',
      title: words.address,
      cell: (row) => <span className="breaks">{row.address}</span>,
    },
    { key: 'route', title: words.route, cell: (row) => <span className="breaks">{row.route}</span> },
    {
      key: 'reason',
      title: words.reason,
      cell: (row) => <span className="breaks">{row.reason}</span>,
    },
    { key: 'count', title: words.count, cell: (row) => row.count },
  ];
}
