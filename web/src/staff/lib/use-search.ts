import { useLocation, useRouter } from '@tanstack/react-router';

/** The part of a list that is asked for, kept in the address bar: reloading and going back show the same. */
export interface Search<Key extends string> {
  values: Partial<Record<Key, string>>;
  /**
   * Changes values; an empty or missing one goes. Whatever is changed, the list begins anew, unless it is the cursor.
   * @param instead the list stays as it is, and the page takes the place of the present one, to which nobody wants to go back
   */
  set: (changed: Partial<Record<Key, string | undefined>>, instead?: 'instead') => void;
}

/** Reads the values of the address bar with these names. */
export function useSearch<Key extends string>(keys: readonly Key[]): Search<Key> {
  const { pathname, searchStr } = useLocation();
  const { history } = useRouter();
  return {
    values: valuesIn(searchStr, keys),
    set: (changed, instead) => {
      // What is set late must neither undo what was set meanwhile nor lead back from another page.
      const { pathname: here, search } = history.location;
      if (here !== pathname) return;
      const next = new URLSearchParams();
      for (const [key, value] of Object.entries({
        ...valuesIn(search, keys),
        ...(!instead && { after: undefined }),
        ...changed,
      }))
        if (value) next.set(key, String(value));
      const query = next.toString();
      history[instead ? 'replace' : 'push'](query ? `${pathname}?${query}` : pathname);
    },
  };
}

/** Gives the function that takes values out of the address bar, and leaves the others. */
export function useDropFromSearch(): (keys: readonly string[]) => void {
  const { history } = useRouter();
  return (keys) => {
    const { pathname, search } = history.location;
    const next = new URLSearchParams(search);
    for (const key of keys) next.delete(key);
    const query = next.toString();
    history.replace(query ? `${pathname}?${query}` : pathname);
  };
}

/** Names every key of a filter: what is not asked for is undefined. */
export function withEvery<Key extends string>(
  keys: readonly Key[],
  values: Partial<Record<Key, string>>,
): Record<Key, string | undefined> {
  const none = Object.fromEntries(keys.map((key) => [key, undefined])) as Record<Key, undefined>;
  return { ...none, ...values };
}

function valuesIn<Key extends string>(search: string, keys: readonly Key[]): Partial<Record<Key, string>> {
  const read = new URLSearchParams(search);
  const values: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = read.get(key);
    if (value) values[key] = value;
  }
  return values;
}
