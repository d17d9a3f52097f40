const keyOf = (passportId: string, examSession: string) => `draft:rollFound:${passportId}:${examSession}`;

/** Remembers in this tab that the eligibility query found a roll entry, so that a refresh does not undo the step. */
export const rollFound = {
  read: (passportId: string, examSession: string) =>
    sessionStorage.getItem(keyOf(passportId, examSession)) !== null,
  keep: (passportId: string, examSession: string) =>
    sessionStorage.setItem(keyOf(passportId, examSession), 'true'),
};
