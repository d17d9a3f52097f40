import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { collegeOf, type Scope } from '../../../../../domain/scopes.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Fee } from '../../../ui/Fee.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { RollNameInput } from '../../ui/RollNameInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { usePaymentWords } from './words.ts';

const api = client.api.staff['payment-statistics'];
const KEYS = ['by', 'inside', 'college', 'examSession'] as const;

const read = (query: object) => answer(api.$get({ query: query as never }));
type Shown = Awaited<ReturnType<typeof read>>;

/** 缴费统计: what is paid and what is not, by place, college, class and subject. */
export function PaymentsPage() {
  const words = usePaymentWords();
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
              <Form.Item name="inside" label={words.inside}>
                <Input inputMode="numeric" />
              </Form.Item>
              <Form.Item name="college" label={words.college}>
                <RollNameInput of="college" />
              </Form.Item>
            </>
          )}
          <Form.Item name="examSession" label={words.examSession}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
        </FilterBar>
        <ExportButton ask={(wish) => api.exports.$post({ query: { ...values, ...wish } as never })} />
        <ProblemNotice error={shown.error} />
        {!shown.data && !shown.error && <Skeleton />}
        {shown.data && <Figures shown={shown.data} examSession={examSession} />}
      </section>
    </div>
  );
}

function Figures({ shown, examSession }: { shown: Shown; examSession: string | undefined }) {
  const words = usePaymentWords();
  const frame = useConsoleWords();
  const { language, pick, coded } = useWords();
  const { rows, by, scope, total } = shown;
  const format = (count: number) => count.toLocaleString(language);
  const nameOf = ({ key, name }: Shown['rows'][number]) =>
    key === null
      ? words.unknown
      : name === null
        ? key
        : by === 'subject'
          ? pick(name)
          : coded({ code: key, name });
  const cellsOf = (sums: Shown['total']) =>
    [
      format(sums.paid),
      format(sums.unpaid),
      <Fee key="paidFen" fen={sums.paidFen} />,
      <Fee key="unpaidFen" fen={sums.unpaidFen} />,
    ] as const;
  return (
    <Table
      caption={frame.pages.payments}
      heads={[words.groups[by] ?? by, words.paid, words.unpaid, words.paidFen, words.unpaidFen]}
      rows={[
        ...rows.map((row) => {
          const to = pathInto(by, scope as Scope, row.key, examSession);
          const name = nameOf(row);
          return {
            key: row.key ?? '',
            cells: [to ? <StaffLink to={to}>{name}</StaffLink> : name, ...cellsOf(row)] as [
              React.ReactNode,
              ...React.ReactNode[],
            ],
          };
        }),
        { key: 'total', cells: [<strong key="total">{words.total}</strong>, ...cellsOf(total)] },
      ]}
    />
  );
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
