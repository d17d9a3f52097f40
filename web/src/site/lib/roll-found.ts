import { keptByTab } from '../../lib/stored.ts';

const keyOf = (passportId: string, examSession: string) => `draft:rollFound:${passportId}:${examSession}`;

/** Remembers in this tab that a roll entry was found, on whichever page, so that a refresh does not undo the step. */
export const rollFound = {
  read: (passportId: string, examSession: string) => keptByTab.read(keyOf(passportId, examSession)) !== null,
  keep: (passportId: string, examSession: string) => keptByTab.keep(keyOf(passportId, examSession), 'true'),
};
