import { useEffect, useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { Button } from '../../../ui/Button.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { onKey } from '../../lib/keys.ts';
import type { StaffReview } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

interface TakeBackProps {
  review: StaffReview;
  onUndone: (review: StaffReview) => void;
  /** The server knows better: what is shown is read again. */
  onRefused: () => void;
}

/** 撤回处理: freely until the mail about the decision has left, then with a reason. */
export function TakeBack({ review, onUndone, onRefused }: TakeBackProps) {
  const words = useStaffWords();
  const [asking, setAsking] = useState(false);
  const undo = useOnce({
    mutationFn: (reason?: string) =>
      answer(
        client.api.staff.reviews[':id'].reset.$post({
          param: { id: review.id },
          json: { version: review.version, ...(reason !== undefined && { reason }) },
        }),
      ),
    onSuccess: (undone) => {
      setAsking(false);
      onUndone(undone);
    },
    onError: onRefused,
  });
  const { mailAt } = review;
  const ask = () => {
    if (undo.isPending) return;
    if (mailAt) undo.mutate(undefined);
    else setAsking(true);
  };

  useEffect(() => onKey({ u: ask }));

  return (
    <>
      {mailAt && (
        <p className="muted small">
          {words.undoFree} <Moment at={mailAt} />
        </p>
      )}
      <div className="actions">
        <Button pending={undo.isPending} onClick={ask}>
          {words.undo}
        </Button>
      </div>
      {!asking && <ProblemNotice error={undo.error} />}
      {asking && (
        <ReasonDialog
          title={words.undo}
          submit={words.undoConfirm}
          label={words.undoReason}
          text={words.undoTold}
          pending={undo.isPending}
          problem={undo.error}
          onReason={(reason) => undo.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
