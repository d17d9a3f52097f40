import { useEffect, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { onKey } from '../../lib/keys.ts';
import { useSeen } from '../../lib/use-seen.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useStaffWords } from '../../lib/words.ts';

export type Decision = { outcome: 'approve' } | { outcome: 'reject'; reason: string };

interface DecisionFormProps {
  /** The re-check that is decided. */
  id: string;
  pending: boolean;
  onDecide: (decision: Decision) => void;
}

/** The choice to approve, or to reject with a reason that the candidate reads. */
export function DecisionForm({ id, pending, onDecide }: DecisionFormProps) {
  const words = useStaffWords();
  const [rejecting, setRejecting] = useState(false);
  const approve = () => {
    if (!pending) onDecide({ outcome: 'approve' });
  };

  const isSeen = useSeen(id);
  useEffect(() => onKey(isSeen ? { a: approve, r: () => setRejecting(true) } : {}));
  const keyOf = (key: string) => (isSeen ? { 'aria-keyshortcuts': key } : {});

  return (
    <div className="actions">
      <Button look="main" pending={pending} onClick={approve} {...keyOf('a')}>
        {words.approve}
      </Button>
      <Button look="danger" onClick={() => setRejecting(true)} {...keyOf('r')}>
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
