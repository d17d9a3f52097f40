import { useEffect, useState } from 'react';

/** The time in which somebody sees that another case is shown. */
const SEEN_AFTER_MS = 400;

/**
 * Tells whether a case has been shown long enough to be decided by a key: a key pressed twice is about the one that was
 * there, not about the next.
 */
export function useSeen(shown: string | undefined): boolean {
  const [seen, setSeen] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSeen(shown), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return shown !== undefined && seen === shown;
}
