import { useState } from 'react';
import { useTooLong } from '../../../lib/use-field-problems.ts';
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
  const tooMuch = useTooLong()(reason, MAX_REASON);
  return (
    <FormDialog
      title={title}
      submit={words.rejectConfirm}
      pending={pending}
      problem={problem}
      onSubmit={() => {
        if (isEmpty) setReminded(true);
        else if (tooMuch === undefined) onReject(reason);
      }}
      onClose={onClose}
    >
      <Field label={words.reason} problem={reminded && isEmpty ? words.reasonFirst : tooMuch}>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
