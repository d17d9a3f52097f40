import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

interface DoneDialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Takes the place of a question whose answer was lost on its way once the page knows that it is done all the same. */
export function DoneDialog({ title, onClose, children }: DoneDialogProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button look="main" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
