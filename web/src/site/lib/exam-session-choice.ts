import { keptByTab } from '../../lib/stored.ts';

const KEY = 'examSession';

/** The exam session chosen for this visit. */
export const examSessionChoice = {
  read: () => keptByTab.read(KEY),
  keep: (id: string) => keptByTab.keep(KEY, id),
};
