import type { Clock } from './clock.ts';

/**
 * Shares a read whose answer is the same for everybody: the database is asked once per key and period, however many
 * want it.
 * @param freshMs the greatest age of an answer
 * @param maxKeys the number of answers kept; the oldest goes first
 */
export function createSharedRead<Value>(
  { clock, freshMs, maxKeys }: { clock: Clock; freshMs: number; maxKeys: number },
  read: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const kept = new Map<string, { value: Promise<Value>; readAt: number }>();

  return (key) => {
    const now = clock.now();
    const known = kept.get(key);
    if (known && Math.abs(now - known.readAt) < freshMs) return known.value;
    kept.delete(key);
    const oldest = kept.keys().next();
    if (kept.size >= maxKeys && !oldest.done) kept.delete(oldest.value);
    const value = read(key);
    kept.set(key, { value, readAt: now });
    // A failure is reported to those who asked, and the next request reads again.
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    return value;
  };
}
