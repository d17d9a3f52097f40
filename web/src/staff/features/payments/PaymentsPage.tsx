import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { collegeOf, type Scope } from '../../../../../domain/scopes.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Fee } from '../../../ui/Fee.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { RollNameInput } from '../../ui/RollNameInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { usePaymentWords } from './words.ts';

const api = client.api.staff['payment-statistics'];
const KEYS = ['by', 'inside', 'college', 'examSession', 'sort', 'order'] as const;

const read = (query: object) => answer(api.$get({ query: query as never }));
type Shown = Awaited<ReturnType<typeof read>>;
type ShownRow = Shown['rows'][number];
/** A row, or the sum of them all. */
type Row = ShownRow | Shown['total'];

/** 缴费统计: what is paid and what is not, by place, college, class and subject. */
export function PaymentsPage() {
  const words = usePaymentWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(KEYS);
  const { by, inside, college, examSession } = values;
  const shown = useQuery({
    queryKey: ['staffPayments', values],
    queryFn: () => read(values),
    placeholderData: keepPreviousData,
  });
  const isCollege = me && collegeOf(me.scope as Scope) !== null;
  return (
    <div className="page">
      <PageHead title={frame.pages.payments}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.payments}>
        <FilterBar
          values={{ by, ...(!isCollege && { inside, college }), examSession }}
          onApply={(changed) => set(changed)}
        >
          <Form.Item name="by" label={words.by}>
            <Select
              placeholder={words.groups[shown.data?.groups[0] ?? 'subject'] ?? null}
              options={(shown.data?.groups ?? []).map((value) => ({ value, label: words.groups[value] }))}
            />
          </Form.Item>
          {!isCollege && (
            <>
              <Form.Item name="inside" label={words.inside} rules={codes('place')}>
                <Input inputMode="numeric" />
              </Form.Item>
              <Form.Item name="college" label={words.college}>
                <RollNameInput of="college" />
              </Form.Item>
            </>
          )}
          <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
        </FilterBar>
        <DataTable<Row>
          exporting={
            <ExportButton ask={(wish) => api.exports.$post({ query: { ...values, ...wish } as never })} />
          }
          caption={frame.pages.payments}
          columns={useColumns(shown.data, examSession)}
          rows={shown.data && [...shown.data.rows, shown.data.total]}
          rowKey={(row) => ('key' in row ? `row ${row.key ?? ''}` : 'total')}
          query={shown}
          sort={columnSort(values, { by: 'key' }, set)}
          after={undefined}
          nextCursor={null}
          onPage={() => {}}
        />
      </section>
    </div>
  );
}

function useColumns(shown: Shown | undefined, examSession: string | undefined): Column<Row>[] {
  const words = usePaymentWords();
  const { language, pick, coded } = useWords();
  const { by = 'subject', scope = '*' } = shown ?? {};
  const format = (count: number) => count.toLocaleString(language);
  const nameOf = ({ key, name }: ShownRow) =>
    key === null
      ? words.unknown
      : name === null
        ? key
        : by === 'subject'
          ? pick(name)
          : coded({ code: key, name });
  const place = (row: Row) => {
    if (!('key' in row)) return <strong>{words.total}</strong>;
    const to = pathInto(by, scope as Scope, row.key, examSession);
    return to ? <StaffLink to={to}>{nameOf(row)}</StaffLink> : nameOf(row);
  };
  return [
    { key: 'key', title: words.groups[by] ?? by, sortable: true, cell: place },
    { key: 'paid', title: words.paid, short: true, sortable: true, cell: ({ paid }) => format(paid) },
    { key: 'unpaid', title: words.unpaid, short: true, sortable: true, cell: ({ unpaid }) => format(unpaid) },
    {
      key: 'paidFen',
      title: words.paidFen,
      short: true,
      sortable: true,
      cell: (row) => <Fee fen={row.paidFen} />,
    },
    {
      key: 'unpaidFen',
      title: words.unpaidFen,
      short: true,
      sortable: true,
      cell: (row) => <Fee fen={row.unpaidFen} />,
    },
  ];
}

/** Finds the address at which a row is told apart further; null where it is not. */
function pathInto(
  by: Shown['by'],
  scope: Scope,
  key: string | null,
  examSession: string | undefined,
): string | null {
  if (key === null || !['province', 'school', 'college'].includes(by)) return null;
  const inside = by === 'college' ? scope : key;
  const query = new URLSearchParams({
    inside,
    ...(by === 'college' && { college: key }),
    ...(examSession && { examSession }),
  });
  return `${STAFF_PAGES.payments.path}?${query}`;
}
