import { useEffect, useState } from 'react';
import { keptByTab } from './stored.ts';

/** Keeps what somebody typed or ticked and has not sent yet over a refresh of this tab. Never use it for passwords. */
export function useDraft<Value>(name: string, initial: Value) {
  const key = `draft:${name}`;
  const [value, setValue] = useState<Value>(() => readDraft(key) ?? initial);
  useEffect(() => keptByTab.keep(key, JSON.stringify(value)), [key, value]);
  return [value, setValue] as const;
}

export function clearDraft(name: string): void {
  keptByTab.forget(`draft:${name}`);
}

/** Forgets every draft. They belong to one person, so they go when that person signs out. */
export function clearAllDrafts(): void {
  for (const key of keptByTab.keys()) if (key.startsWith('draft:')) keptByTab.forget(key);
}

function readDraft<Value>(key: string): Value | null {
  try {
    return JSON.parse(keptByTab.read(key) ?? 'null') as Value | null;
  } catch {
    return null;
  }
}
