import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { KEPT_ROLES } from '../../../../../domain/staff/account-levels.ts';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import {
  ACCOUNT_KEYS,
  ACCOUNTS,
  type AccountSearch,
  accountsQuery,
  type Given,
  type StaffAccount,
} from './accounts-query.ts';
import { DisableDialog } from './DisableDialog.tsx';
import { HandedOver } from './HandedOver.tsx';
import { ResetDialog } from './ResetDialog.tsx';
import { useAccountsWords } from './words.ts';

type Doing =
  | { what: 'create' }
  | { what: 'change' | 'disable' | 'reset'; account: StaffAccount }
  | { what: 'handOver'; given: Given };

/** The accounts that one keeps. */
export function AccountsPage() {
  const words = useAccountsWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(ACCOUNT_KEYS);
  const list = useQuery(accountsQuery(values));
  const [doing, setDoing] = useState<Doing | null>(null);
  const [saved, setSaved] = useState(false);
  const roles = KEPT_ROLES[me?.role ?? 'reviewer'].map((value) => ({ value, label: frame.roles[value] }));

  function begin(next: Doing) {
    setSaved(false);
    setDoing(next);
  }
  function done(next: Doing | null) {
    setSaved(next === null);
    setDoing(next);
    void queryClient.invalidateQueries({ queryKey: ACCOUNTS });
  }
  const close = () => setDoing(null);
  const handOver = (given: Given) => done({ what: 'handOver', given });

  const { name, role, place, disabled } = values;
  const { after: _page, ...inForce } = values;
  const filter: AccountSearch = { name, role, place, disabled } as AccountSearch;
  return (
    <div className="page">
      <PageHead title={frame.pages.accounts}>
        <p>{words.intro}</p>
        <div className="actions">
          <Button look="main" onClick={() => begin({ what: 'create' })}>
            {words.create}
          </Button>
        </div>
      </PageHead>
      <div aria-live="polite">{saved && <Notice tone="good">{words.done}</Notice>}</div>
      <section className="card" aria-label={frame.pages.accounts}>
        <FilterBar values={filter} onApply={set}>
          <Form.Item name="name" label={words.namePrefix}>
            <Input />
          </Form.Item>
          <Form.Item name="role" label={words.role}>
            <Select options={roles} placeholder={words.any} />
          </Form.Item>
          <Form.Item name="place" label={words.placePrefix} rules={codes('beginning')}>
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item name="disabled" label={words.state}>
            <Select
              placeholder={words.any}
              options={[
                { value: 'false', label: words.enabled },
                { value: 'true', label: words.disabled },
              ]}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff.accounts.exports.$post({ query: { ...inForce, ...wish } as never })
              }
            />
          }
          filter={filter}
          caption={frame.pages.accounts}
          columns={useColumns(begin)}
          rows={list.data?.accounts}
          rowKey={({ account }) => account}
          query={list}
          sort={columnSort(values, { by: 'account' }, set)}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
      {doing?.what === 'create' && (
        <AccountDialog
          roles={roles}
          ownScope={me?.scope ?? ''}
          onClose={close}
          onMade={handOver}
          onChanged={() => done(null)}
        />
      )}
      {doing?.what === 'change' && (
        <AccountDialog
          roles={roles}
          ownScope={me?.scope ?? ''}
          account={doing.account}
          onClose={close}
          onMade={handOver}
          onChanged={() => done(null)}
        />
      )}
      {doing?.what === 'disable' && (
        <DisableDialog account={doing.account} onClose={close} onDone={() => done(null)} />
      )}
      {doing?.what === 'reset' && <ResetDialog account={doing.account} onClose={close} onReset={handOver} />}
      {doing?.what === 'handOver' && <HandedOver given={doing.given} onClose={close} />}
    </div>
  );
}

function useColumns(begin: (doing: Doing) => void): Column<StaffAccount>[] {
  const words = useAccountsWords();
  const frame = useConsoleWords();
  return [
    {
      key: 'account',
      title: words.account,
      sortable: true,
      cell: ({ account, email, emailVerified }) => (
        <>
          <strong>{account}</strong>
          {email && <span className="cell-note">{emailVerified ? email : words.unverified(email)}</span>}
        </>
      ),
    },
    { key: 'role', title: words.role, sortable: true, cell: ({ role }) => frame.roles[role] },
    { key: 'scope', title: words.scope, sortable: true, cell: ({ scope }) => frame.scope(scope) },
    {
      key: 'state',
      title: words.state,
      cell: ({ disabled, mustChangePassword, email }) => (
        <>
          <Tag>{disabled ? words.disabled : words.enabled}</Tag>
          {mustChangePassword && (
            <span className="cell-note">{email === null ? words.temporary : words.noPassword}</span>
          )}
        </>
      ),
    },
    {
      key: 'factor',
      title: words.factor,
      cell: ({ enrolled, secondFactorRequired }) =>
        words.factorStates[enrolled ? 'enrolled' : secondFactorRequired ? 'required' : 'none'],
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (account) => (
        <div className="row-actions">
          <Button
            aria-label={words.of(words.change, account.account)}
            onClick={() => begin({ what: 'change', account })}
          >
            {words.change}
          </Button>
          {!account.disabled && (
            <Button
              aria-label={words.of(words.reset, account.account)}
              onClick={() => begin({ what: 'reset', account })}
            >
              {words.reset}
            </Button>
          )}
          <Button
            aria-label={words.of(account.disabled ? words.enable : words.disable, account.account)}
            onClick={() => begin({ what: 'disable', account })}
          >
            {account.disabled ? words.enable : words.disable}
          </Button>
        </div>
      ),
    },
  ];
}
