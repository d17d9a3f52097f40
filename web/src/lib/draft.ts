import { useEffect, useState } from 'react';

/** Keeps what somebody typed or ticked and has not sent yet over a refresh of this tab. Never use it for passwords. */
export function useDraft<Value>(name: string, initial: Value) {
  const key = `draft:${name}`;
  const [value, setValue] = useState<Value>(() => readDraft(key) ?? initial);
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(value)), [key, value]);
  return [value, setValue] as const;
}

export function clearDraft(name: string): void {
  sessionStorage.removeItem(`draft:${name}`);
}

/** Forgets every draft. They belong to one person, so they go when that person signs out. */
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
