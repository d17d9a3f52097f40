import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { openModal } from './modal.ts';

interface DialogFrameProps {
  title: string;
  /** Called on Escape. */
  onCancel: () => void;
  /** Called when something is typed or chosen in a field of it. */
  onInput?: (field: Element) => void;
  /** What must be seen with the buttons, however long the dialog is. */
  foot?: ReactNode;
  actions: ReactNode;
  /** A dialog over this one. */
  over?: ReactNode;
  children: ReactNode;
}

/** The window of a dialog. It is open while rendered; the browser keeps the focus inside and gives it back afterwards. */
export function DialogFrame({ title, onCancel, onInput, foot, actions, over, children }: DialogFrameProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const cancel = useRef(() => {});
  useEffect(() => {
    cancel.current = onCancel;
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
      onInput={({ target }) => {
        if (target instanceof Element) onInput?.(target);
      }}
      onCancel={(event) => {
        // A file chooser that is left says so too.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        cancel.current();
      }}
    >
      <div className="dialog-content">
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        {children}
        {(foot || actions) && (
          <div className="dialog-foot">
            {foot}
            <div className="dialog-actions">{actions}</div>
          </div>
        )}
      </div>
      {over}
    </dialog>
  );
}
