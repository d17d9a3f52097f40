/** Values for a route's `security` in the OpenAPI document; the guards themselves are middlewares. */
export const CANDIDATE_ONLY = [{ candidateSession: [] }];
export const STAFF_ONLY = [{ staffSession: [] }];
