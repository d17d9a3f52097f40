import type { FiledKind } from './kind.ts';

/** The data to be checked, as it is stored. `personal` is sealed. */
export interface ReviewRequest {
  candidateId: string;
  examSessionId: string;
  provinceCode: string;
  schoolCode: string;
  campusCode: string;
  /** The index by which the person is found again in later exam sessions. */
  idNumberIndex: string;
  personal: string;
  /** The score of the matching record, or the one proven by the papers that the school saw. */
  score: number;
  /** What a school filed it as; unset when its candidate asked. */
  filedAs?: FiledKind;
}

/** The events of a re-check, which form its audit trail. */
export type ReviewEvent =
  | {
      type: 'submitted';
      outcome: 'pending' | 'approved';
      passportId: string;
      request: ReviewRequest;
      /** The reviewer who filed it; unset when the candidate asked. */
      filedBy?: string;
    }
  /** `seconder`: the account that approved a decision on many, of which this is one. */
  | { type: 'approved'; seconder?: string }
  | { type: 'rejected'; sealedReason: string; seconder?: string }
  /** A decision taken back; `sealedReason` once its candidate had been told of it, and is told of this. */
  | { type: 'reset'; sealedReason?: string }
  | { type: 'expired' }
  | { type: 'passportRebound'; passportId: string }
  | { type: 'deleted' };
