import { keptByTab } from '../../lib/stored.ts';

const keyOf = (passportId: string, examSession: string) => `draft:rollFound:${passportId}:${examSession}`;

/** Remembers in this tab that the eligibility query found a roll entry, so that a refresh does not undo the step. */
export const rollFound = {
  read: (passportId: string, examSession: string) => keptByTab.read(keyOf(passportId, examSession)) !== null,
  keep: (passportId: string, examSession: string) => keptByTab.keep(keyOf(passportId, examSession), 'true'),
};
