import type { Scope } from './scopes.ts';
import type { FieldChange } from './field-changes.ts';
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
      | 'auditVerificationAsked'
      | 'correctionOpened'
      | 'demoFilled'
      | 'emailChangeAsked'
      | 'emailChanged'
      | 'emailVerified'
      | 'mobileCodeSent'
      | 'passportRegistered'
      | 'passwordChanged'
      | 'passwordReset'
      | 'passwordResetAsked'
      | 'reviewLookedUp'
      | 'reviewOpened'
      | 'proofOpened'
      | 'recoveryCodesMade'
      | 'roomTicketsPrinted'
      | 'secondFactorSet'
      | 'signInLinkMailed'
    >
  | { action: 'ticketQuickPrinted'; details: { examSessionId: string; mode: Mode } }
  | { action: 'signInsEnded'; details: { count: number } }
  | { action: 'signedIn'; details: { provinceCode?: string; by?: 'link' } }
  | { action: 'recoveryCodeUsed'; details: { left: number } }
  | { action: 'staffAccountCreated'; details: AccountFacts }
  | { action: 'staffAccountChanged'; details: Partial<AccountChanges> & { email?: 'changed' } }
  | { action: 'staffAccountDisabled' | 'staffAccountEnabled'; details: { signInsEnded: number } }
  | { action: 'staffPasswordReset'; details: { secondFactorRemoved: boolean; signInsEnded: number } }
  | { action: 'numberHoldChanged'; details: Change<'naming' | 'reserving' | 'claiming'> }
  | { action: 'profileChanged'; details: { name: boolean; idNumber: boolean } }
  | { action: 'mobileVerified'; details: { changed: boolean } }
  | {
      action: 'rebindSubmitted' | 'rebindApproved' | 'rebindRejected' | 'rebindLapsed' | 'rebindWithdrawn';
      details: RebindParties;
    }
  | {
      action:
        | 'correctionSubmitted'
        | 'correctionApproved'
        | 'correctionRejected'
        | 'correctionLapsed'
        | 'correctionWithdrawn';
      details: { columns: string[]; submittedBy?: string };
    }
  | { action: 'passportRebound'; details: { newPassportId: string; registrations: number; reviews: number } }
  | { action: 'capacityChanged' | 'capacityCutSubmitted'; details: Change<number> }
  | {
      action: 'capacityCutApproved' | 'capacityCutRejected' | 'capacityCutLapsed' | 'capacityCutWithdrawn';
      details: Change<number> & { submittedBy: string };
    }
  | { action: 'paymentExceptionHandled'; details: { kind: string; orderNo: string } }
  | {
      action: 'arranged';
      details: { round: number; seed: string; roomSize: number; seatCount: number };
    }
  | { action: 'ticketPrintOpened'; details: { mode: Mode; opensAt: string; closesAt: string } }
  | {
      action:
        | 'placeAdded'
        | 'placeSet'
        | 'placeDeleted'
        | 'examSessionSet'
        | 'examSessionOpened'
        | 'examSessionClosed'
        | 'examSessionDeleted'
        | 'windowsSet'
        | 'offeringAdded'
        | 'offeringSet'
        | 'offeringRemoved'
        | 'offeringsOpened'
        | 'termsSet'
        | 'subjectAdded'
        | 'subjectDeleted'
        | 'agreementTextDeleted'
        | 'subjectSet'
        | 'agreementTextScheduled'
        | 'agreementTextSet'
        | 'staffRulesSet';
      details: SettingAudit;
    }
  | {
      action: 'examSessionCreated';
      details: SettingAudit & { copyOf: string | null; movedByDays: number };
    }
  | { action: 'examSessionDatesMoved'; details: SettingAudit & { movedByDays: number } }
  | {
      action: 'noticeAdded' | 'noticeSet' | 'noticeWithdrawn';
      details: SettingAudit;
    }
  | { action: 'batchUploaded'; details: BatchFacts & { fileDigest: string; fileBytes: number } }
  | { action: 'batchStarted'; details: BatchFacts & { overwrite: boolean; markMissing: boolean } }
  | { action: 'bulkAsked'; details: BatchFacts & { filter: Readonly<Record<string, string>>; count: number } }
  | { action: 'bulkSubmitted' | 'bulkStarted'; details: BatchFacts & { count: number } }
  | {
      action: 'bulkApproved' | 'bulkRejected' | 'bulkLapsed';
      details: BatchFacts & { count: number; submittedBy: string };
    }
  | { action: 'batchPaused' | 'batchResumed'; details: BatchFacts }
  | { action: 'batchColumnsConfirmed'; details: BatchFacts & { columns: string[] } }
  | {
      action: 'batchDone' | 'batchCancelled' | 'batchFailed';
      details: BatchFacts & Record<'total' | 'done' | 'unchanged' | 'refused', number>;
    }
  // Rolls and scores are batches now: their own actions are in logs of earlier releases.
  | {
      action: 'rollImported' | 'scoresImported' | 'photosImported';
      details: ImportCounts;
    }
  | { action: 'photoDecided'; details: PhotoDecided }
  | {
      action: 'photosDecided';
      details: PhotoDecided & { scope: Scope; filter: Record<string, string>; count: number };
    }
  | { action: 'reviewProofAdded' | 'reviewProofRemoved' | 'reviewProofOpened'; details: { proofId: string } }
  | { action: 'photosReused'; details: { scope: Scope; count: number } }
  | {
      action: 'lateListMade' | 'lateListDeleted';
      details: Record<'examSessionId' | 'scope' | 'title' | 'opensAt' | 'closesAt' | 'payUntil', string>;
    }
  | { action: 'lateListSet'; details: SettingAudit }
  | { action: 'lateListEnded' | 'latePeopleAdded'; details: { count: number } }
  | { action: 'latePersonLeft'; details: { list: string } }
  | { action: 'rollCorrected'; details: { columns: string[] } }
  | { action: 'personRevealed'; details: { fields: string[] } }
  | {
      action: 'listExported' | 'exportTaken';
      details: { list: ExportedList; format: string; filter: Record<string, string>; rowCount: number };
    };

/** The lists of the console that can be exported. */
export type ExportedList =
  | 'accounts'
  | 'agreement-texts'
  | 'audit'
  | 'bad-rows'
  | 'batch-approvals'
  | 'batch-rows'
  | 'batches'
  | 'capacity-changes'
  | 'claims'
  | 'corrections'
  | 'dashboard'
  | 'exam-sessions'
  | 'late-people'
  | 'notices'
  | 'offerings'
  | 'payment-exceptions'
  | 'photos'
  | 'places'
  | 'proof-lists'
  | 'rebinds'
  | 'reviews'
  | 'security-events'
  | 'subjects'
  | 'timelines'
  | 'unpaid'
  | 'payment-statistics'
  | 'people';

/** A change of what staff set, and the version of its scope after it. */
export interface SettingAudit {
  version: number;
  changes: FieldChange[];
}

interface BatchFacts {
  kind: string;
  examSessionId: string | null;
  scope: Scope;
}

interface PhotoDecided {
  outcome: 'accept' | 'reject';
  reason: string | null;
}

interface ImportCounts {
  fileDigest: string;
  scope: string;
  rowCount: number;
  insertedCount: number;
  updatedCount: number;
  skippedCount: number;
}

interface AccountFacts {
  role: string;
  scope: Scope;
  secondFactorRequired: boolean;
}

type AccountChanges = { [Field in keyof AccountFacts]: Change<AccountFacts[Field]> };

type Plain<Action extends string> = { action: Action; details?: undefined };

interface RebindParties {
  newPassportId: string;
  oldPassportId: string;
}
