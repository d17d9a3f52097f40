/**
 * Listens for single keys, except where somebody types or a dialog is open. A key that is held down counts once.
 * @returns a function that stops listening
 */
export function onKey(actions: Record<string, () => void>): () => void {
  function listen(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.closest('input:not([type=checkbox]), textarea, select, dialog')
    )
      return;
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) action();
  }
  document.addEventListener('keydown', listen);
  return () => document.removeEventListener('keydown', listen);
}
