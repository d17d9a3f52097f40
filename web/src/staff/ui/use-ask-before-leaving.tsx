import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { isBeingLeft } from '../../lib/page-owner.ts';
import { askFirst } from '../lib/unsaved-forms.ts';
import { UnsavedDialog } from '../../ui/UnsavedDialog.tsx';

interface Asking {
  /** To be called when something is filled in, and when it is lost no more. */
  setFilledIn: (isFilledIn: boolean) => void;
  /** The question, while it is asked. */
  question: ReactNode;
}

/**
 * Asks before a page is left, closed or loaded anew, or somebody signs out, while a form of it that is no dialog holds what was filled in.
 * @param ofSearch the names in the address with which the form changes: others only change what stands beside it
 */
export function useAskBeforeLeaving(ofSearch: readonly string[] = []): Asking {
  const [isFilledIn, setFilledIn] = useState(false);
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isFilledIn &&
      (current.pathname !== next.pathname ||
        ofSearch.some((name) => valueIn(current.search, name) !== valueIn(next.search, name))),
    // The console leaves a page for another person's by itself: nothing may hold that up.
    enableBeforeUnload: () => isFilledIn && !isBeingLeft(),
    withResolver: true,
  });
  const [goOn, setGoOn] = useState<(() => void) | null>(null);
  useEffect(() => (isFilledIn ? askFirst((next) => setGoOn(() => next)) : undefined), [isFilledIn]);
  const answer = (then?: () => void) => {
    setGoOn(null);
    then?.();
  };
  return {
    setFilledIn,
    question:
      leaving.status === 'blocked' ? (
        <UnsavedDialog onDiscard={leaving.proceed} onKeep={leaving.reset} />
      ) : (
        goOn && <UnsavedDialog onDiscard={() => answer(goOn)} onKeep={() => answer()} />
      ),
  };
}

function valueIn(search: object, name: string): unknown {
  return (search as Record<string, unknown>)[name];
}
