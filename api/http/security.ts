/** Value for a candidate route's `security` in the OpenAPI document; staff routes get theirs from `requireStaff`. */
export const CANDIDATE_ONLY = [{ candidateSession: [] }];
