import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import type { Decision } from './DecisionForm.tsx';
import { onKey } from '../../lib/keys.ts';
import type { StaffReviewRow } from '../../lib/queries.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useStaffWords } from '../../lib/words.ts';

/** The outcome for one of many; `refusal` is the code of the reason why it was not decided. */
export interface DecidedRow {
  review: StaffReviewRow;
  refusal: string | null;
}

interface DecideManyProps {
  ticked: StaffReviewRow[];
  onClear: () => void;
  onDecided: (rows: DecidedRow[]) => void;
}

/** Takes one decision for all that are ticked, each in the state in which it was ticked. */
export function DecideMany({ ticked, onClear, onDecided }: DecideManyProps) {
  const words = useStaffWords();
  const [asking, setAsking] = useState<Decision['outcome'] | null>(null);
  // A second click may come before the first has disabled the button; its answer would hide the first one's.
  const sending = useRef(false);
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      answer(
        client.api.staff.reviews.decisions.$post({
          json: { ...decision, reviews: ticked.map(({ id, version }) => ({ id, version })) },
        }),
      ),
    onSuccess: ({ rows }) => {
      setAsking(null);
      onDecided(
        ticked.map((review) => ({
          review,
          refusal: rows.find(({ id }) => id === review.id)?.refusal ?? null,
        })),
      );
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  function send(decision: Decision) {
    if (sending.current) return;
    sending.current = true;
    decide.mutate(decision);
  }
  function ask(outcome: Decision['outcome']) {
    decide.reset();
    setAsking(outcome);
  }

  useEffect(() => onKey({ a: () => ask('approve'), r: () => ask('reject') }));

  return (
    <div className="desk-many">
      <p aria-live="polite">
        {words.ticked} {ticked.length}
      </p>
      <div className="actions">
        <Button look="main" onClick={() => ask('approve')}>
          {words.approveMany}
        </Button>
        <Button look="danger" onClick={() => ask('reject')}>
          {words.rejectMany}
        </Button>
        <Button look="quiet" onClick={onClear}>
          {words.untick}
        </Button>
      </div>
      {asking === 'approve' && (
        <ConfirmDialog
          title={words.approveMany}
          confirm={words.approveConfirm}
          cancel={words.cancel}
          pending={decide.isPending}
          problem={decide.error}
          onConfirm={() => send({ outcome: 'approve' })}
          onClose={() => setAsking(null)}
        >
          <p>{words.approveManyText}</p>
          <ul>
            {ticked.map(({ id, name, idNumber }) => (
              <li key={id}>
                {name} <span className="number">{idNumber}</span>
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
      {asking === 'reject' && (
        <ReasonDialog
          title={words.rejectMany}
          submit={words.rejectConfirm}
          label={words.reason}
          pending={decide.isPending}
          problem={decide.error}
          onReason={(reason) => send({ outcome: 'reject', reason })}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
