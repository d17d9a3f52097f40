import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keptByTab } from '../../web/src/lib/stored.ts';

/** The storage of a browser: what it keeps, or how it refuses. */
function storage(refuses?: 'to be asked' | 'to keep') {
  const kept: Record<string, string> = {};
  if (refuses === 'to be asked')
    vi.stubGlobal(
      'sessionStorage',
      new Proxy(
        {},
        {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
          ownKeys: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        },
      ),
    );
  else
    vi.stubGlobal(
      'sessionStorage',
      Object.defineProperties(kept, {
        getItem: { value: (key: string) => kept[key] ?? null },
        setItem: {
          value: (key: string, value: string) => {
            if (refuses) throw new DOMException('full', 'QuotaExceededError');
            kept[key] = value;
          },
        },
        removeItem: { value: (key: string) => delete kept[key] },
      }),
    );
  return kept;
}

describe('what a tab keeps', () => {
  beforeEach(() => {
    for (const key of keptByTab.keys()) keptByTab.forget(key);
  });

  it('is in the storage of the browser', () => {
    const kept = storage();
    keptByTab.keep('one', '1');
    expect(kept).toEqual({ one: '1' });
    kept.one = '2';
    expect(keptByTab.read('one')).toBe('2');
    expect(keptByTab.keys()).toEqual(['one']);
    keptByTab.forget('one');
    expect(keptByTab.read('one')).toBeNull();
  });

  it.each(['to be asked', 'to keep'] as const)('is with the page where the storage refuses %s', (refuses) => {
    storage(refuses);
    expect(keptByTab.read('one')).toBeNull();
    keptByTab.keep('one', '1');
    expect(keptByTab.read('one')).toBe('1');
    expect(keptByTab.keys()).toEqual(['one']);
    keptByTab.forget('one');
    expect(keptByTab.keys()).toEqual([]);
  });
});
