type Security = Record<string, string[]>[];

/** Values for a route's `security` in the OpenAPI document; guarded staff routes get theirs from `requireStaff`. */
export const CANDIDATE_ONLY = [{ candidateSession: [] }] satisfies Security;

/** The same for routes that answer everybody and notice who is signed in. */
export const ANYBODY_OR_CANDIDATE: Security = [{ candidateSession: [] }, {}];
export const ANYBODY_OR_STAFF: Security = [{ staffSession: [] }, {}];
