import { createContext, type ReactNode, useRef, useState } from 'react';
import { DialogFrame } from './DialogFrame.tsx';
import { UnsavedDialog } from './UnsavedDialog.tsx';

/** Fields whose content is a loss; what was only chosen is chosen again. */
const TYPED = 'textarea, input:not([type=checkbox], [type=radio], [type=file])';

/** Leaves the dialog around by some way, once whoever has filled something in has said that it may be lost. */
export const LeaveDialog = createContext((leave: () => void) => leave());

interface DialogProps {
  title: string;
  onClose: () => void;
  /** True while something is being sent: the dialog cannot be left then, because the answer belongs here. */
  busy?: boolean;
  /** True once what was filled in is sent: nothing is lost by leaving. */
  isDone?: boolean;
  /** What must be seen with the buttons, however long the dialog is. */
  foot?: ReactNode;
  /** True for what is shown this once: Escape does not close it, its buttons do. */
  stays?: boolean;
  actions: ReactNode;
  children: ReactNode;
}

/** A modal dialog. Escape and its cancel button (`CancelButton`) close it, once whoever has filled something in has said that it may be lost. */
export function Dialog({
  title,
  onClose,
  busy = false,
  isDone = false,
  stays = false,
  foot,
  actions,
  children,
}: DialogProps) {
  const isFilledIn = useRef(false);
  /** What is done once they have said so. */
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const leaveBy = (leave: () => void) => {
    if (isFilledIn.current && !isDone) setLeaving(() => leave);
    else leave();
  };
  const discard = () => {
    // The dialog may stay, without the part that was filled in.
    isFilledIn.current = false;
    setLeaving(null);
    leaving?.();
  };
  return (
    <DialogFrame
      title={title}
      onCancel={() => {
        if (!busy && !stays) leaveBy(onClose);
      }}
      onInput={(field) => {
        if (field.matches(TYPED)) isFilledIn.current = true;
      }}
      foot={foot}
      actions={actions && <LeaveDialog value={leaveBy}>{actions}</LeaveDialog>}
      over={leaving && <UnsavedDialog onDiscard={discard} onKeep={() => setLeaving(null)} />}
    >
      <LeaveDialog value={leaveBy}>{children}</LeaveDialog>
    </DialogFrame>
  );
}
