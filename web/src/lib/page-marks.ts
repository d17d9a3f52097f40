/** What the server says in the page itself, before it is asked for anything. */
export const pageMarks = {
  /** Whether a sign-in of a candidate came along when this page was asked for. If it still counts, the API knows. */
  mayBeSignedIn: () => document.documentElement.dataset.session !== undefined,
  /** The exam session that was the current one; unset where the server did not know. */
  examSession: () => document.documentElement.dataset.examSession,
};
