import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { hasCode } from '../../../lib/problem.ts';
import { useTooLong } from '../../../lib/use-field-problems.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import type { DeskSearch } from '../../lib/queries.ts';
import { deskQuery } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';
import { ImpactPreview } from '../../ui/ImpactPreview.tsx';
import type { Decision } from './DecisionForm.tsx';

const MAX_REASON = 500;

interface DecideAllProps {
  filter: DeskSearch;
  /** Hears the batch that was made of it. */
  onAsked: (batch: string) => void;
  onClose: () => void;
}

/** 按条件批量处理: one decision for all that the filter finds waiting, once another reviewer has approved it. */
export function DecideAll({ filter, onAsked, onClose }: DecideAllProps) {
  const words = useStaffWords();
  const tooLong = useTooLong();
  const [outcome, setOutcome] = useState<Decision['outcome']>('approve');
  const [reason, setReason] = useState('');
  const key = useRef(crypto.randomUUID());
  const { state: _waiting, order: _any, ...query } = deskQuery(filter);
  const decision: Decision = outcome === 'approve' ? { outcome } : { outcome, reason };
  const isReady = outcome === 'approve' || reason.trim() !== '';
  const preview = useQuery({
    queryKey: ['decideAll', query],
    // Whom it is about does not depend on how they are decided.
    queryFn: () =>
      answer(
        client.api.staff.reviews.all.preview.$post({ query, json: { decision: { outcome: 'approve' } } }),
      ),
    staleTime: 0,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: async () => {
      const { impact, version } = await answer(
        client.api.staff.reviews.all.preview.$post({ query, json: { decision } }),
      );
      return answer(
        client.api.staff.reviews.all.$post({
          query,
          header: { 'idempotency-key': key.current },
          json: {
            decision,
            // As many as are shown above, whatever their number has become meanwhile.
            seenCount: preview.data?.impact.count ?? impact.count,
            seenVersion: version,
          },
        }),
      );
    },
    onSuccess: ({ id }) => onAsked(id),
    onError: (problem) => {
      key.current = crypto.randomUUID();
      if (hasCode(problem, 'COUNT_CHANGED')) void preview.refetch();
    },
  });
  return (
    <FormDialog
      title={words.decideAll}
      submit={words.decideAllSubmit}
      pending={start.isPending || preview.isPending}
      problem={preview.error ?? start.error}
      onSubmit={() => {
        if (isReady && preview.data && preview.data.impact.count > 0) start.mutate();
      }}
      onClose={onClose}
    >
      <p>{words.decideAllText}</p>
      {preview.data && <ImpactPreview impact={preview.data.impact} />}
      <Field label={words.outcome}>
        {(control) => (
          <select
            {...control}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value as Decision['outcome'])}
          >
            <option value="approve">{words.states.approved}</option>
            <option value="reject">{words.states.rejected}</option>
          </select>
        )}
      </Field>
      {outcome === 'reject' && (
        <Field label={words.reason} problem={tooLong(reason, MAX_REASON)}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      <Notice tone="info">{words.decideAllSecond}</Notice>
    </FormDialog>
  );
}
