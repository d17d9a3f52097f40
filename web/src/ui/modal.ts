/**
 * Opens a dialog over the page, and lets nobody out of it but by its own ways: as the browser does, or in a browser that knows
 * no dialogs, by ourselves.
 * @param cancelled called on Escape where the browser does not tell the dialog itself
 * @returns what closes it
 */
export function openModal(dialog: HTMLDialogElement, cancelled: () => void): () => void {
  if (typeof dialog.showModal === 'function') {
    if (!dialog.open) dialog.showModal();
    // Browsers let nobody keep a dialog open twice in a row: on the second Escape they close it without asking.
    const openAgain = () => {
      if (dialog.isConnected && !dialog.open) dialog.showModal();
    };
    dialog.addEventListener('close', openAgain);
    return () => {
      dialog.removeEventListener('close', openAgain);
      dialog.close();
    };
  }
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  dialog.dataset.plain = '';
  const first = () => dialog.querySelector<HTMLElement>('h2, button, input, select, textarea, a');
  const keepInside = ({ target }: FocusEvent) => {
    if (target instanceof Node && !dialog.contains(target)) first()?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancelled();
  };
  document.addEventListener('focusin', keepInside);
  document.addEventListener('keydown', onKey);
  first()?.focus();
  return () => {
    document.removeEventListener('focusin', keepInside);
    document.removeEventListener('keydown', onKey);
  };
}
