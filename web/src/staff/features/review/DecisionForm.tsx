import { useEffect, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { onKey } from '../../lib/keys.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useStaffWords } from '../../lib/words.ts';

export type Decision = { outcome: 'approve' } | { outcome: 'reject'; reason: string };

interface DecisionFormProps {
  pending: boolean;
  onDecide: (decision: Decision) => void;
}

/** The choice to approve, or to reject with a reason that the candidate reads. */
export function DecisionForm({ pending, onDecide }: DecisionFormProps) {
  const words = useStaffWords();
  const [rejecting, setRejecting] = useState(false);
  const approve = () => {
    if (!pending) onDecide({ outcome: 'approve' });
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
        <ReasonDialog
          title={words.rejectConfirm}
          submit={words.rejectConfirm}
          label={words.reason}
          pending={pending}
          problem={null}
          onClose={() => setRejecting(false)}
          onReason={(reason) => {
            setRejecting(false);
            onDecide({ outcome: 'reject', reason });
          }}
        />
      )}
    </div>
  );
}
