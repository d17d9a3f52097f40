/** What a route's `security` names in the OpenAPI document; the guards themselves are middlewares. */
export const CANDIDATE_ONLY = [{ candidateSession: [] }];
export const STAFF_ONLY = [{ staffSession: [] }];
