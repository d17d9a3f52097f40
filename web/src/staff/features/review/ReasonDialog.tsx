import { useState } from 'react';
import { MAX_REVIEW_REASON } from '../../../../../domain/review/texts.ts';
import { useTooLong } from '../../../lib/use-field-problems.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useStaffWords } from '../../lib/words.ts';

interface ReasonDialogProps {
  title: string;
  /** What the button says. */
  submit: string;
  label: string;
  /** What is said above. */
  text?: string | undefined;
  pending: boolean;
  problem: unknown;
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a reason that the candidate reads. */
export function ReasonDialog({
  title,
  submit,
  label,
  text,
  pending,
  problem,
  onReason,
  onClose,
}: ReasonDialogProps) {
  const words = useStaffWords();
  const [reason, setReason] = useState('');
  const [reminded, setReminded] = useState(false);
  const isEmpty = reason.trim() === '';
  const tooMuch = useTooLong()(reason, MAX_REVIEW_REASON);
  return (
    <FormDialog
      title={title}
      submit={submit}
      pending={pending}
      problem={problem}
      onSubmit={() => {
        if (isEmpty) setReminded(true);
        else if (tooMuch === undefined) onReason(reason);
      }}
      onClose={onClose}
    >
      {text && <p>{text}</p>}
      <Field label={label} problem={reminded && isEmpty ? words.reasonFirst : tooMuch}>
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
