/** The states of a re-check, undecided and approved, in which its candidate's name and ID number stay as they were checked. */
export const LOCKING_REVIEW_STATES = ['pending', 'approved'] as const;
