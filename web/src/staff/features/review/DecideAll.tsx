import { useState } from 'react';
import { MAX_REVIEW_REASON } from '../../../../../domain/review/texts.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTooLong } from '../../../lib/use-field-problems.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type DeskSearch, deskQuery } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';
import { BulkDialog } from '../../ui/BulkDialog.tsx';
import type { Decision } from './DecisionForm.tsx';

const api = client.api.staff.reviews.all;

/** 按条件批量处理: one decision for all that the filter finds waiting, once another reviewer has approved it. */
export function DecideAll({ filter, onClose }: { filter: DeskSearch; onClose: () => void }) {
  const words = useStaffWords();
  const tooLong = useTooLong();
  const [outcome, setOutcome] = useState<Decision['outcome']>('approve');
  const [reason, setReason] = useState('');
  const [decision, setDecision] = useState<Decision | null>(null);
  const { state: _waiting, order: _any, ...query } = deskQuery(filter);
  if (decision)
    return (
      <BulkDialog
        title={words.decideAll}
        wording={words.decideAllWords(words.states[decision.outcome === 'approve' ? 'approved' : 'rejected'])}
        about={['decisions', query, decision]}
        preview={async () => ({
          ...(await answer(api.preview.$post({ query, json: { decision } }))),
          example: null,
        })}
        send={(seen, key) =>
          answer(api.$post({ query, header: { 'idempotency-key': key }, json: { decision, ...seen } }))
        }
        onSent={() => {}}
        onClose={onClose}
      />
    );
  const tooMuch = tooLong(reason, MAX_REVIEW_REASON);
  return (
    <FormDialog
      title={words.decideAll}
      submit={words.decideAllNext}
      pending={false}
      problem={null}
      onSubmit={() => {
        if (outcome === 'approve') setDecision({ outcome });
        else if (tooMuch === undefined) setDecision({ outcome, reason });
      }}
      onClose={onClose}
    >
      <p>{words.decideAllText}</p>
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
        <Field label={words.reason} problem={tooMuch}>
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
    </FormDialog>
  );
}
