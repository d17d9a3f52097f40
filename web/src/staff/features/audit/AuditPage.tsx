import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import type { z } from 'zod';
import type { auditSchema } from '../../../../../api/staff/audit-routes.ts';
import { referenceText } from '../../../../../domain/staff/reference-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { withInstants } from '../../lib/beijing-instant.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useSearch, withEvery } from '../../lib/use-search.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { Details } from './Details.tsx';
import { Verifications } from './Verifications.tsx';
import { Target } from './Target.tsx';
import { useAuditWords } from './words.ts';

type AuditEntry = z.infer<typeof auditSchema>['entries'][number];

const KEYS = ['actor', 'action', 'target', 'from', 'to', 'order', 'after'] as const;
type AuditSearch = Partial<Record<(typeof KEYS)[number], string>>;

/** Who did what to what. */
export function AuditPage() {
  const words = useAuditWords();
  const frame = useConsoleWords();
  const times = useTimeRules();
  const { values, set } = useSearch(KEYS);
  const query = withInstants<AuditSearch>(values);
  const list = useQuery({
    queryKey: ['staffAudit', query],
    queryFn: () => answer(client.api.staff.audit.$get({ query: query as never })),
    placeholderData: keepPreviousData,
  });
  const { after: _page, ...filter } = query;
  const { after, order, ...shown } = withEvery(KEYS, values) as AuditSearch;
  return (
    <div className="page">
      <PageHead title={frame.pages.audit} />
      <section className="card" aria-label={frame.pages.audit}>
        <FilterBar values={shown} onApply={set}>
          <Form.Item name="actor" label={words.actor} extra={words.actorHint}>
            <Input spellCheck={false} />
          </Form.Item>
          <Form.Item name="action" label={words.action}>
            <Select
              placeholder={words.any}
              options={Object.entries(words.actions).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Form.Item name="target" label={words.target} extra={words.targetHint}>
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
              ask={(wish) => client.api.staff.audit.exports.$post({ query: { ...filter, ...wish } as never })}
            />
          }
          filter={shown}
          caption={frame.pages.audit}
          rows={list.data?.entries}
          rowKey={({ id }) => String(id)}
          query={list}
          sort={timeSort('at', order ?? 'desc', set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
          columns={useColumns()}
        />
      </section>
      <Verifications />
    </div>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const words = useAuditWords();
  const { language } = useWords();
  return [
    {
      key: 'at',
      title: words.at,
      sortable: true,
      cell: ({ happenedAt }) => <Moment at={happenedAt} />,
    },
    {
      key: 'actor',
      title: words.actor,
      cell: ({ actor }) => <span className="breaks">{referenceText(actor, language)}</span>,
    },
    { key: 'action', title: words.action, cell: ({ action }) => words.actions[action] ?? action },
    {
      key: 'target',
      title: words.target,
      cell: (entry) => <Target {...entry} />,
    },
    {
      key: 'details',
      title: words.details,
      cell: ({ details, hasPersonal }) => <Details details={details} hasPersonal={hasPersonal} />,
    },
  ];
}
