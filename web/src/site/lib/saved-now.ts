import { useLocation } from '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Set on the way from a form that was saved: the page it leads to says so. */
    savedNow?: boolean;
  }
}

/** What a link or navigation says to the page it leads to. */
export const SAVED_NOW = { savedNow: true } as const;

/** Tells whether this page was come to by saving something. */
export function useSavedNow(): boolean {
  return useLocation({ select: ({ state }) => state.savedNow === true });
}
