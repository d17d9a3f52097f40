import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { PASSPORT_FILTERS } from '../../../../../domain/lookup/passport-filter.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { useCandidateWords } from './words.ts';

const read = (query: object) => answer(client.api.staff.passports.$get({ query: query as never }));
type Listed = Awaited<ReturnType<typeof read>>['passports'][number];

const PAGE_ROWS = 50;

/** The passports of the scope, by state; a person's are found from the look-up. */
export function PassportsPage() {
  const words = useCandidateWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(['state', 'examSession', 'order', 'after']);
  const { state, examSession, after } = values;
  const list = useQuery({
    queryKey: ['staffPassports', values],
    queryFn: () => read(values),
    placeholderData: keepPreviousData,
  });
  // Of one's own rolls they are listed number by number, of the whole country as they registered.
  const isCountry = me?.scope === '*';
  const inOrder = isCountry ? 'registeredAt' : 'passport';
  const isShort = list.data && list.data.nextCursor !== null && list.data.passports.length < PAGE_ROWS;
  return (
    <div className="page">
      <PageHead title={frame.pages.passports}>
        <p>{words.passportsIntro}</p>
      </PageHead>
      <section className="card" aria-label={frame.pages.passports}>
        <FilterBar values={{ state, examSession }} onApply={(changed) => set(changed)}>
          <Form.Item name="state" label={words.filter}>
            <Select
              placeholder={words.all}
              options={PASSPORT_FILTERS.map((value) => ({ value, label: words.filters[value] }))}
            />
          </Form.Item>
          <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
        </FilterBar>
        {isShort && (
          <Notice tone="info">
            <p>{words.shortPage}</p>
          </Notice>
        )}
        <DataTable
          caption={frame.pages.passports}
          columns={useColumns().map((column) => ({ ...column, sortable: column.key === inOrder }))}
          rows={list.data?.passports}
          rowKey={({ passportId, candidateId }) => `${passportId}/${candidateId}`}
          query={list}
          filter={{ state, examSession }}
          sort={timeSort(inOrder, values.order ?? (isCountry ? 'desc' : 'asc'), set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
    </div>
  );
}

function useColumns(): Column<Listed>[] {
  const words = useCandidateWords();
  const { t } = useWords();
  const { data: me } = useQuery(staffMeQuery);
  return [
    {
      key: 'passport',
      title: words.columns.passport,
      cell: ({ passportId, name, idNumber }) => (
        <span className="breaks">
          {passportId}
          <span className="cell-note">
            {name} {idNumber}
          </span>
        </span>
      ),
    },
    {
      key: 'email',
      title: words.columns.email,
      cell: ({ email, emailVerified }) => (
        <span className="breaks">
          {email}
          <span className="cell-note">{words.emailVerified(emailVerified)}</span>
        </span>
      ),
    },
    {
      key: 'registeredAt',
      title: words.columns.registeredAt,
      cell: ({ registeredAt }) => <Moment at={registeredAt} />,
    },
    {
      key: 'state',
      title: words.columns.state,
      cell: ({ closedAt, hold }) => (closedAt === null ? words.holds[hold] : words.closed),
    },
    {
      key: 'stage',
      title: words.columns.stage,
      cell: ({ stage }) => t(`stages.${stage ?? 'none'}`),
    },
    {
      key: 'actions',
      title: words.actions,
      cell: ({ candidateId, name, passportId, hold, closedAt }) => (
        <span className="actions">
          {candidateId !== null && (
            <StaffLink to={STAFF_PAGES.candidate.path.replace('$candidate', candidateId)}>
              {words.toCandidate}
              <span className="visually-hidden"> {name}</span>
            </StaffLink>
          )}
          {hold === 'claiming' && closedAt === null && me && may(me.role, 'rebinds.submit') && (
            <StaffLink to={`${STAFF_PAGES.claims.path}?newPassport=${passportId}`}>
              {words.rebind}
              <span className="visually-hidden"> {name}</span>
            </StaffLink>
          )}
        </span>
      ),
    },
  ];
}
