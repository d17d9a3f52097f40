import { useEffect, useState } from 'react';

/** Counts how often somebody has come to see this page: a tab brought to the front, a page restored; 0 while hidden. */
export function useShown(): number {
  const [shown, setShown] = useState(document.visibilityState === 'hidden' ? 0 : 1);
  useEffect(() => {
    let times = 1;
    const look = () => setShown(document.visibilityState === 'hidden' ? 0 : (times += 1));
    const onPageShow = ({ persisted }: PageTransitionEvent) => persisted && look();
    window.addEventListener('pageshow', onPageShow);
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('pageshow', onPageShow);
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return shown;
}
