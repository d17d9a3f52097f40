import type { SubmissionState } from '../../../../../domain/staff/two-people.ts';

/** Whose submissions are shown; all of them unless one is chosen. */
export const WHOSE = ['decidable', 'me'] as const;

/** The part of the lists that is shown. */
export interface Shown {
  state: SubmissionState;
  by?: (typeof WHOSE)[number];
}

/** What the address bar says of the inbox: what is shown, and of each list the cursor of its page. */
export const INBOX_KEYS = ['state', 'by', 'capacity', 'corrections', 'rebinds', 'batches'] as const;

/** The page of one list. */
export interface ListPage {
  after: string | undefined;
  onPage: (after: string | undefined) => void;
}
