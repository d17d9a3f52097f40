import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { claimSchema } from '../../../../../api/rebind/schemas.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { answer, client } from '../../../lib/client.ts';
import { useIntent } from '../../../lib/use-intent.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { useAddressRules, useFormRules } from '../../lib/use-typed-rules.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useClaimsWords } from './words.ts';

type Claim = z.infer<typeof claimSchema>;
interface RebindFields {
  newPassportId: string;
  email: string;
}

/** How a passport is named. */
const PASSPORT_ID = /^[0-9a-f]{32}$/i;

const KEY = ['staffClaims'];

/** Candidates who claim an ID number that another passport reserves; support submits their rebinds. */
export function ClaimsPage() {
  const words = useClaimsWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const {
    values: { order, after, newPassport },
    set,
  } = useSearch(['order', 'after', 'newPassport']);
  // Whoever comes from a candidate's page has named the passport.
  const [submitting, setSubmitting] = useState<string | null>(newPassport ?? null);
  const [done, setDone] = useState(false);
  const list = useQuery({
    queryKey: [...KEY, order, after],
    queryFn: () => answer(client.api.staff.claims.$get({ query: { order, after } as never })),
    placeholderData: keepPreviousData,
  });
  function begin(newPassportId: string) {
    setDone(false);
    setSubmitting(newPassportId);
  }
  return (
    <div className="page">
      <PageHead title={frame.pages.claims}>
        <p>{words.intro}</p>
        <div className="actions">
          <Button look="main" onClick={() => begin('')}>
            {words.submit}
          </Button>
        </div>
      </PageHead>
      <div aria-live="polite">{done && <Notice tone="good">{words.done}</Notice>}</div>
      <section className="card" aria-label={frame.pages.claims}>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) => client.api.staff.claims.exports.$post({ query: { order, ...wish } as never })}
            />
          }
          caption={frame.pages.claims}
          columns={useColumns(begin)}
          rows={list.data?.claims}
          rowKey={({ newPassportId }) => newPassportId}
          query={list}
          filter={{}}
          sort={timeSort('claimedAt', order ?? 'asc', set)}
          after={after}
          nextCursor={list.data?.nextCursor}
          onPage={(next) => set({ after: next })}
        />
      </section>
      {submitting !== null && (
        <SubmitDialog
          newPassportId={submitting}
          onClose={() => setSubmitting(null)}
          onDone={() => {
            setSubmitting(null);
            setDone(true);
            void queryClient.invalidateQueries({ queryKey: KEY });
          }}
        />
      )}
    </div>
  );
}

function SubmitDialog(props: { newPassportId: string; onClose: () => void; onDone: () => void }) {
  const words = useClaimsWords();
  const addressRules = useAddressRules();
  const passportRules = useFormRules(['newPassportId'], (typed) => PASSPORT_ID.test(plainCode(typed)));
  const submit = useIntent(
    (json: RebindFields, key) =>
      answer(client.api.staff.rebinds.$post({ json, header: { 'idempotency-key': key } })),
    { onSuccess: props.onDone },
  );
  return (
    <Dialog title={words.submit} onClose={props.onClose} busy={submit.isPending} actions={null}>
      <StaffForm<RebindFields>
        initialValues={{ newPassportId: props.newPassportId }}
        submit={words.submit}
        pending={submit.isPending}
        error={submit.error}
        onSubmit={submit.mutate}
        onCancel={props.onClose}
      >
        <Form.Item name="newPassportId" label={words.newPassportId} rules={passportRules}>
          <Input required spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label={words.email} rules={addressRules}>
          <Input required inputMode="email" autoComplete="off" />
        </Form.Item>
      </StaffForm>
    </Dialog>
  );
}

function useColumns(begin: (newPassportId: string) => void): Column<Claim>[] {
  const words = useClaimsWords();
  return [
    {
      key: 'person',
      title: words.person,
      cell: ({ name, idNumber, email }) => (
        <span className="breaks">
          {name} {idNumber}
          <span className="cell-note">{email}</span>
        </span>
      ),
    },
    {
      key: 'passports',
      title: words.passports,
      cell: ({ newPassportId, oldPassportId }) => (
        <span className="breaks">
          {newPassportId}
          <span className="cell-note">{oldPassportId}</span>
        </span>
      ),
    },
    {
      key: 'claimedAt',
      title: words.claimedAt,
      sortable: true,
      cell: ({ claimedAt }) => <Moment at={claimedAt} />,
    },
    {
      key: 'compared',
      title: words.compared,
      cell: ({ sameName, oldRegistered, oldEmailVerified }) => (
        <ul className="plain-list">
          <li>{words.sameName(sameName)}</li>
          {oldRegistered && <li>{words.oldRegistered}</li>}
          {oldEmailVerified && <li>{words.oldEmailVerified}</li>}
        </ul>
      ),
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (claim) => (
        <Button aria-label={words.submitOf(claim.name)} onClick={() => begin(claim.newPassportId)}>
          {words.submit}
        </Button>
      ),
    },
  ];
}
