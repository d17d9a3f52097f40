import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import { useOnline } from '../lib/use-online.ts';
import { Button } from './Button.tsx';
import { CancelButton } from './CancelButton.tsx';
import { Dialog } from './Dialog.tsx';
import { Notice } from './Notice.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';

interface ConfirmDialogProps {
  title: string;
  confirm: string;
  cancel?: string;
  danger?: boolean;
  pending?: boolean;
  problem?: unknown;
  /** What must be seen with the buttons, however long the dialog is. */
  foot?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks once more before something happens, and shows why it failed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useWords();
  const { pending = false } = props;
  const online = useOnline();
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      busy={pending}
      foot={props.foot}
      actions={
        <>
          {props.cancel === undefined ? (
            <CancelButton onCancel={props.onClose} disabled={pending} />
          ) : (
            // What is an answer of its own is not asked about.
            <Button onClick={props.onClose} disabled={pending}>
              {props.cancel}
            </Button>
          )}
          <Button look={props.danger ? 'main-danger' : 'main'} pending={pending} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
      {pending && !online && (
        <Notice tone="caution" live="status" busy>
          <p>{t('problem.offlineBanner')}</p>
        </Notice>
      )}
      <ProblemNotice error={props.problem} />
    </Dialog>
  );
}
