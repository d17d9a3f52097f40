/** What is to be checked, as it is kept. `personal` is sealed. */
export interface ReviewRequest {
  candidateId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
  /** By which the person is found again in later exam sessions. */
  idNumberIndex: string;
  personal: string;
  /** Of the score record the request fits, or what the papers seen by the school are worth. */
  score: number;
}

/** What has happened to a re-check; the audit trail. */
export type ReviewEvent =
  | {
      type: 'submitted';
      outcome: 'pending' | 'approved';
      passportId: string;
      request: ReviewRequest;
      /** The reviewer who filed it; unset when the candidate asked. */
      filedBy?: string;
    }
  | { type: 'approved' }
  | { type: 'rejected'; sealedReason: string }
  | { type: 'expired' }
  | { type: 'passportRebound'; passportId: string }
  | { type: 'deleted' };
