import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';

import { onKey } from './keys.ts';
import { useStaffWords } from './words.ts';

export type Decision = { outcome: 'approve' } | { outcome: 'reject'; reason: string };

const MAX_REASON = 500;

/** Approve, or reject with the reason that the candidate reads. */
export function DecisionForm({
  pending,
  onDecide,
}: {
  pending: boolean;
  onDecide: (decision: Decision) => void;
}) {
  const words = useStaffWords();
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const [reminded, setReminded] = useState(false);
  const approve = () => {
    if (!pending) onDecide({ outcome: 'approve' });
  };
  const reject = () => {
    if (reason.trim() === '') setReminded(true);
    else {
      setRejecting(false);
      onDecide({ outcome: 'reject', reason });
    }
  };

  useEffect(() => onKey({ a: approve, r: () => setRejecting(true) }));

  return (
    <div className="actions">
      <Button look="main" pending={pending} onClick={approve}>
        {words.approve}
      </Button>
      <Button look="danger" onClick={() => setRejecting(true)}>
        {words.reject}
      </Button>
      {rejecting && (
        <Dialog
          title={words.rejectConfirm}
          onClose={() => setRejecting(false)}
          actions={
            <>
              <Button onClick={() => setRejecting(false)}>{words.cancel}</Button>
              <Button look="main-danger" onClick={reject}>
                {words.rejectConfirm}
              </Button>
            </>
          }
        >
          <Field
            label={words.reason}
            problem={reminded && reason.trim() === '' ? words.reasonFirst : undefined}
          >
            {(control) => (
              <textarea
                {...control}
                rows={4}
                maxLength={MAX_REASON}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </Dialog>
      )}
    </div>
  );
}
