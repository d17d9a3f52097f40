import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { paymentExceptionSchema } from '../../../../../api/payment/exception-schemas.ts';
import { PAYMENT_EXCEPTION_KINDS } from '../../../../../domain/registration/payment-exception.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useExceptionWords } from './words.ts';

type PaymentException = z.infer<typeof paymentExceptionSchema>;

const KEY = ['staffPaymentExceptions'];

/** Payments that finance looks into. */
export function ExceptionsPage() {
  const words = useExceptionWords();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { values, set } = useSearch(['state', 'kind', 'order', 'after']);
  const [handling, setHandling] = useState<PaymentException | null>(null);
  const [done, setDone] = useState(false);
  const { state, kind, order, after } = values;
  const list = useQuery({
    queryKey: [...KEY, values],
    queryFn: () =>
      answer(
        client.api.staff['payment-exceptions'].$get({
          query: { state, kind, order, before: after } as never,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <PageHead title={frame.pages.exceptions}>
        <p>{words.intro}</p>
      </PageHead>
      <div aria-live="polite">{done && <Notice tone="good">{words.done}</Notice>}</div>
      <section className="card" aria-label={frame.pages.exceptions}>
        <FilterBar values={{ state, kind }} onApply={(changed) => set(changed)}>
          <Form.Item name="state" label={words.state}>
            <Select
              placeholder={words.states.open}
              options={(['open', 'handled'] as const).map((value) => ({ value, label: words.states[value] }))}
            />
          </Form.Item>
          <Form.Item name="kind" label={words.kind}>
            <Select
              placeholder={words.any}
              options={PAYMENT_EXCEPTION_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff['payment-exceptions'].exports.$post({
                  query: { state, kind, order, ...wish } as never,
                })
              }
            />
          }
          caption={frame.pages.exceptions}
          columns={useColumns((one) => {
            setDone(false);
            setHandling(one);
          })}
          rows={list.data?.exceptions}
          rowKey={({ id }) => String(id)}
          query={list}
          sort={timeSort('foundAt', order ?? 'desc', set)}
          after={after}
          nextCursor={list.data?.nextCursor ? String(list.data.nextCursor) : null}
          onPage={(next) => set({ after: next })}
        />
      </section>
      {handling && (
        <HandleDialog
          exception={handling}
          onClose={() => setHandling(null)}
          onDone={() => {
            setHandling(null);
            setDone(true);
            void queryClient.invalidateQueries({ queryKey: KEY });
          }}
        />
      )}
    </div>
  );
}

function HandleDialog(props: { exception: PaymentException; onClose: () => void; onDone: () => void }) {
  const { id, orderNo } = props.exception;
  const words = useExceptionWords();
  const handle = useMutation({
    mutationFn: (json: { note: string }) =>
      answer(
        client.api.staff['payment-exceptions'][':id'].handled.$post({
          param: { id: String(id) },
          json,
        } as never),
      ),
    onSuccess: props.onDone,
  });
  return (
    <Dialog title={words.handleOf(orderNo)} onClose={props.onClose} busy={handle.isPending} actions={null}>
      <StaffForm<{ note: string }>
        submit={words.save}
        pending={handle.isPending}
        error={handle.error}
        onSubmit={handle.mutate}
        onCancel={props.onClose}
      >
        <Form.Item name="note" label={words.note}>
          <Input.TextArea required rows={4} />
        </Form.Item>
      </StaffForm>
    </Dialog>
  );
}

function useColumns(handle: (exception: PaymentException) => void): Column<PaymentException>[] {
  const words = useExceptionWords();
  return [
    { key: 'kind', title: words.kind, cell: ({ kind }) => words.kinds[kind] },
    {
      key: 'order',
      title: words.order,
      cell: ({ orderNo, tradeNo }) => (
        <span className="breaks">
          {orderNo}
          <span className="cell-note">{tradeNo}</span>
        </span>
      ),
    },
    { key: 'amount', title: words.amount, cell: ({ amountFen }) => <Fee fen={amountFen} /> },
    {
      key: 'candidate',
      title: words.candidate,
      cell: ({ candidate }) => candidate && `${candidate.name} ${candidate.idNumber}`,
    },
    {
      key: 'foundAt',
      title: words.foundAt,
      sortable: true,
      cell: ({ foundAt }) => <Moment at={foundAt} />,
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (exception) =>
        exception.handled ? (
          <span className="breaks">
            {exception.handled.note}
            <span className="cell-note">{exception.handled.by}</span>
          </span>
        ) : (
          <Button aria-label={words.handleOf(exception.orderNo)} onClick={() => handle(exception)}>
            {words.handle}
          </Button>
        ),
    },
  ];
}
