import { useContext } from 'react';
import { useWords } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { LeaveDialog } from './Dialog.tsx';

interface CancelButtonProps {
  disabled: boolean;
  onCancel: () => void;
}

/** Leaves a form without sending it, as Escape does: in a dialog where something was filled in it asks first. */
export function CancelButton({ disabled, onCancel }: CancelButtonProps) {
  const { t } = useWords();
  const leaveBy = useContext(LeaveDialog);
  return (
    <Button onClick={() => leaveBy(onCancel)} disabled={disabled}>
      {t('common.cancel')}
    </Button>
  );
}
