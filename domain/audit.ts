import type { Mode } from './subjects.ts';

interface Change<Value> {
  from: Value;
  to: Value;
}

/**
 * The closed list of actions in the audit log, each with its details: what was changed with its old and new value. Codes,
 * numbers and ids only: personal data stays out, so that a change of a name says that it changed.
 */
export type AuditAction =
  | Plain<
      | 'accountFound'
      | 'accountNotFound'
      | 'demoFilled'
      | 'emailChangeAsked'
      | 'emailChanged'
      | 'emailVerified'
      | 'mobileCodeSent'
      | 'passportGaveWay'
      | 'passwordChanged'
      | 'passwordReset'
      | 'passwordResetAsked'
      | 'reviewOpened'
      | 'roomTicketsPrinted'
    >
  | { action: 'signedIn'; details: { provinceCode?: string } }
  | { action: 'passportRegistered'; details: { claiming: boolean } }
  | { action: 'profileChanged'; details: { name: boolean; idNumber: boolean } }
  | { action: 'mobileVerified'; details: { changed: boolean } }
  | { action: 'rebindSubmitted' | 'rebindApproved' | 'rebindRejected'; details: RebindParties }
  | { action: 'passportRebound'; details: { newPassportId: string; registrations: number; reviews: number } }
  | { action: 'capacityChanged' | 'capacityCutSubmitted'; details: Change<number> }
  | {
      action: 'capacityCutApproved' | 'capacityCutRejected';
      details: Change<number> & { submittedBy: string };
    }
  | { action: 'paymentExceptionHandled'; details: { kind: string; orderNo: string } }
  | {
      action: 'arranged';
      details: { round: number; seed: string; roomSize: number; seatCount: number };
    }
  | { action: 'ticketPrintOpened'; details: { mode: Mode; opensAt: string; closesAt: string } }
  | {
      action: 'rollImported' | 'scoresImported' | 'photosImported';
      details: ImportCounts;
    };

interface ImportCounts {
  fileDigest: string;
  scope: string;
  rowCount: number;
  insertedCount: number;
  updatedCount: number;
  skippedCount: number;
}

type Plain<Action extends string> = { action: Action; details?: undefined };

interface RebindParties {
  newPassportId: string;
  oldPassportId: string;
}
