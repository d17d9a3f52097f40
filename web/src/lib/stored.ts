/** Where the browser keeps things: for all its tabs and visits, or for this tab until it is closed. */
type Kind = 'localStorage' | 'sessionStorage';

/**
 * What is kept in the browser. One that keeps nothing (storage denied, full or gone, as in some in-app browsers) throws where it is
 * asked; then the page remembers by itself until it is left, and everything else goes on.
 */
function keptIn(kind: Kind) {
  const remembered = new Map<string, string>();
  const tried = <Answer>(ask: (storage: Storage) => Answer): Answer | undefined => {
    try {
      return ask(globalThis[kind]);
    } catch {
      return undefined;
    }
  };
  return {
    read: (key: string): string | null =>
      remembered.get(key) ?? tried((storage) => storage.getItem(key)) ?? null,
    keep(key: string, value: string): void {
      remembered.set(key, value);
      tried((storage) => {
        storage.setItem(key, value);
        // What the browser keeps may be changed by another tab.
        remembered.delete(key);
      });
    },
    forget(key: string): void {
      remembered.delete(key);
      tried((storage) => storage.removeItem(key));
    },
    keys: (): string[] => [...remembered.keys(), ...(tried((storage) => Object.keys(storage)) ?? [])],
  };
}

/** What all tabs of the browser share. */
export const keptByBrowser = keptIn('localStorage');

/** What this tab has to itself. */
export const keptByTab = keptIn('sessionStorage');
