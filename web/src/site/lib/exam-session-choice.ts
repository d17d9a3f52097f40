const KEY = 'examSession';

/** The exam session chosen for this visit. */
export const examSessionChoice = {
  read: () => sessionStorage.getItem(KEY),
  keep: (id: string) => sessionStorage.setItem(KEY, id),
};
