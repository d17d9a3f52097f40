import { type ReactNode, useId } from 'react';
import { Button } from './Button.tsx';
import { CancelButton } from './CancelButton.tsx';
import { Dialog } from './Dialog.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';

interface FormDialogProps {
  title: string;
  submit: string;
  pending: boolean;
  problem: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that is one form: Enter sends it, and the reason of a refusal stands below it. */
export function FormDialog({
  title,
  submit,
  pending,
  problem,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const id = useId();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      busy={pending}
      actions={
        <>
          <CancelButton onCancel={onClose} disabled={pending} />
          <Button look="main" type="submit" form={id} pending={pending}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onSubmit();
        }}
      >
        {children}
        <ProblemNotice error={problem} />
      </form>
    </Dialog>
  );
}
