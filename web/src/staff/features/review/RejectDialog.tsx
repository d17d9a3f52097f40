import { useState } from 'react';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useStaffWords } from '../../lib/words.ts';

const MAX_REASON = 500;

interface RejectDialogProps {
  title: string;
  pending: boolean;
  problem: unknown;
  onReject: (reason: string) => void;
  onClose: () => void;
}

/** Asks for the reason of a rejection, which the candidate reads. */
export function RejectDialog({ title, pending, problem, onReject, onClose }: RejectDialogProps) {
  const words = useStaffWords();
  const [reason, setReason] = useState('');
  const [reminded, setReminded] = useState(false);
  const isEmpty = reason.trim() === '';
  return (
    <FormDialog
      title={title}
      submit={words.rejectConfirm}
      pending={pending}
      problem={problem}
      onSubmit={() => (isEmpty ? setReminded(true) : onReject(reason))}
      onClose={onClose}
    >
      <Field label={words.reason} problem={reminded && isEmpty ? words.reasonFirst : undefined}>
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
    </FormDialog>
  );
}
