import type { SubmissionState } from '../../../../../domain/staff/two-people.ts';

/** Whose submissions are shown; all of them unless one is chosen. */
export const WHOSE = ['decidable', 'me'] as const;

/** The part of the lists that is shown. */
export interface Shown {
  state: SubmissionState;
  by?: (typeof WHOSE)[number];
}

/** The part of one of them: its order by time, and its page. */
export interface Asked extends Shown {
  order?: 'asc' | 'desc';
  after?: string;
}

/** What the address bar says of the inbox: what is shown, and of each list the cursor of its page and its order. */
export const INBOX_LISTS = ['capacity', 'corrections', 'rebinds', 'batches'] as const;

export type InboxList = (typeof INBOX_LISTS)[number];

/** The key of the address bar under which the order of a list is kept. */
export const orderKey = <List extends InboxList>(list: List) => `${list}Order` as const;

export const INBOX_KEYS = ['state', 'by', ...INBOX_LISTS, ...INBOX_LISTS.map(orderKey)] as const;

/** The page and the order of one list. */
export interface ListPage {
  after: string | undefined;
  onPage: (after: string | undefined) => void;
  order: 'asc' | 'desc';
  onOrder: (order: 'asc' | 'desc') => void;
}
