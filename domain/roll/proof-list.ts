/** The most people of one proof list: with their photos that is as much as a file should hold. */
export const MAX_PROOF_LIST_PEOPLE = 3_000;
