import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { openModal } from './modal.ts';

interface DialogProps {
  title: string;
  onClose: () => void;
  /** True while something is being sent: the dialog cannot be left then, because the answer belongs here. */
  busy?: boolean;
  /** What must be seen with the buttons, however long the dialog is. */
  foot?: ReactNode;
  actions: ReactNode;
  children: ReactNode;
}

/** A modal dialog. It is open while rendered; the browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, busy = false, foot, actions, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const cancel = useRef(() => {});
  useEffect(() => {
    cancel.current = () => {
      if (!busy) onClose();
    };
  });
  // A layout effect ends also while the page is hidden for another that loads: an open dialog would keep it from use.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const dialog = ref.current;
    const close = dialog && openModal(dialog, () => cancel.current());
    return () => {
      close?.();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        cancel.current();
      }}
    >
      <div className="dialog-content">
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <div className="dialog-foot">
          {foot}
          <div className="dialog-actions">{actions}</div>
        </div>
      </div>
    </dialog>
  );
}
