/** The longest reason that a reviewer writes, in characters; its candidate reads it. */
export const MAX_REVIEW_REASON = 500;
/** The longest ticket number, of any time, in characters. */
export const MAX_TICKET = 30;
/** The longest word on which papers were seen, in characters. */
export const MAX_PAPERS_SEEN = 200;
