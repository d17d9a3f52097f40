import { useEffect, useState } from 'react';

/** State that survives a refresh of this tab: what somebody typed or ticked and has not sent yet. Never passwords. */
export function useDraft<Value>(name: string, initial: Value) {
  const key = `draft:${name}`;
  const [value, setValue] = useState<Value>(() => readDraft(key) ?? initial);
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(value)), [key, value]);
  return [value, setValue] as const;
}

export function clearDraft(name: string): void {
  sessionStorage.removeItem(`draft:${name}`);
}

/** Drafts are one person's: they go when somebody signs out. */
export function clearAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft:')) sessionStorage.removeItem(key);
}

function readDraft<Value>(key: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Value | null;
  } catch {
    return null;
  }
}
