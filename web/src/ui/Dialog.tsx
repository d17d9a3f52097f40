import { type ReactNode, useRef, useState } from 'react';
import { DialogFrame } from './DialogFrame.tsx';
import { UnsavedDialog } from './UnsavedDialog.tsx';

/** Fields whose content is a loss; what was only chosen is chosen again. */
const TYPED = 'textarea, input:not([type=checkbox], [type=radio], [type=file])';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** True while something is being sent: the dialog cannot be left then, because the answer belongs here. */
  busy?: boolean;
  /** What must be seen with the buttons, however long the dialog is. */
  foot?: ReactNode;
  /** True for what is shown this once: Escape does not close it, its buttons do. */
  stays?: boolean;
  actions: ReactNode;
  children: ReactNode;
}

/** A modal dialog. Escape closes it, once whoever has filled something in has said that it may be lost. */
export function Dialog({
  title,
  onClose,
  busy = false,
  stays = false,
  foot,
  actions,
  children,
}: DialogProps) {
  const isFilledIn = useRef(false);
  const [isAsking, setAsking] = useState(false);
  return (
    <DialogFrame
      title={title}
      onCancel={() => {
        if (busy || stays) return;
        if (isFilledIn.current) setAsking(true);
        else onClose();
      }}
      onInput={(field) => {
        if (field.matches(TYPED)) isFilledIn.current = true;
      }}
      foot={foot}
      actions={actions}
      over={isAsking && <UnsavedDialog onDiscard={onClose} onKeep={() => setAsking(false)} />}
    >
      {children}
    </DialogFrame>
  );
}
