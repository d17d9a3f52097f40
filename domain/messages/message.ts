import type { Instant } from '../time.ts';

/** The lanes of the relay, each with a pace and a bound of its own. */
export const OUTBOX_LANES = ['signals', 'rowsAhead', 'mail', 'text', 'bulkMail'] as const;

export type OutboxLane = (typeof OUTBOX_LANES)[number];

/** How a message reaches a person. */
export type MessageChannel = 'mail' | 'text';

/**
 * What became of a message to a person:
 * - `sent`: the mail or text server took it
 * - `unsent`: it was of no use any more, or there was nowhere to send it
 * - `failed`: given up, the address is not taken
 */
export type MessageOutcome = 'sent' | 'unsent' | 'failed';

/** What waits to be told: mails and texts to people, signals to workflows. */
export type OutboxMessage =
  | ({ kind: 'mail'; template: MailTemplate } & MessageToPassport)
  | ({ kind: 'mail'; template: StaffMailTemplate } & MessageToStaff)
  | ({ kind: 'signInLinkAsked' } & SignInLinkAsked)
  | ({ kind: 'resetAsked' } & ResetAsked)
  | ({ kind: 'text'; template: TextTemplate } & MessageToPassport)
  | { kind: 'rowAhead'; registrationId: string }
  | { kind: 'passportRebound'; registrationId: string }
  | { kind: 'endsMoved'; registrationId: string }
  | { kind: 'reviewRebound'; reviewId: string }
  | { kind: 'reviewDecided'; reviewId: string }
  | { kind: 'reviewAhead'; reviewId: string }
  | { kind: 'batchMoved'; batchId: string }
  | { kind: 'offerMade'; waitlistEntryId: string };

/** A sign-in link asked for: whether there is such an account, and its address, is looked up when it is mailed. */
export interface SignInLinkAsked {
  /** Blind indexes of a candidate's account name, or the name of an account of staff. */
  account: { emailIndex: string } | { idNumberIndexes: string[] } | { staff: string };
  provinceCode: string | null;
  tokenHash: string;
  sealedToken: string;
  askedAt: Instant;
  expiresAt: Instant;
}

/** A password link asked for: what accounts there are is looked up when it is mailed. */
export interface ResetAsked {
  /** Blind indexes of the account name that was given, or the name of an account of staff. */
  account: { emailIndex: string } | { idNumberIndexes: string[] } | { staff: string };
  tokenHash: string;
  sealedToken: string;
  askedAt: Instant;
  expiresAt: Instant;
}

/** A mail or text to a passport, without what carries it. */
interface MessageToPassport {
  passportId: string;
  parameters: Record<string, string | number>;
  /** The address or number to use in place of the passport's own at the time of delivery, sealed for the outbox. */
  sealedTo?: string;
  /** Set where nobody has proved that address: it may be a stranger's. */
  isUnproved?: true;
  /** One of many that staff have sent: they travel in a lane of their own, and nobody's mail waits behind them. */
  isBulk?: true;
}

/** A mail to a member of staff, to an address that is sealed for the outbox. */
export interface MessageToStaff {
  account: string;
  parameters: Record<string, string | number>;
  sealedTo: string;
}

export type TextTemplate =
  | 'verifyMobile'
  | 'paymentDue'
  | 'entryPaid'
  | 'waitlistJoined'
  | 'waitlistPromoted'
  | 'waitlistCancelled'
  | 'waitlistEnded';

export type MailTemplate =
  | 'verifyEmail'
  | 'changeEmail'
  | 'emailChangeAsked'
  | 'emailChanged'
  | 'resetPassword'
  | 'passwordChanged'
  | 'numberLost'
  | 'numberReserved'
  | 'rebindAsked'
  | 'rebindRejected'
  | 'passportRebound'
  | 'passportClosed'
  | 'registrationCorrected'
  | 'registrationSaved'
  | 'seatsTaken'
  | 'entryPaid'
  | 'paymentDue'
  | 'paymentReminder'
  | 'writtenByStaff'
  | 'entryExpired'
  | 'waitlistJoined'
  | 'waitlistPromoted'
  | 'waitlistCancelled'
  | 'waitlistEnded'
  | 'registrationDeleted'
  | 'refundRequested'
  | 'refundDone'
  | 'reviewApproved'
  | 'reviewRejected'
  | 'reviewReset'
  | 'reviewExpired';

export type StaffMailTemplate =
  | 'staffInvitation'
  | 'staffPasswordLink'
  | 'staffVerifyEmail'
  | 'staffEmailChangeAsked'
  | 'staffEmailChanged'
  | 'staffPasswordChanged';

/** A mail or text with its key: one that was used before adds no second message. */
export interface PersonalMessage {
  key: string;
  message: Extract<OutboxMessage, { passportId: string }>;
}

/** Seals an address or secret for the message of this key; only there it can be opened. */
export type SealFor = (key: string) => string;

/** An address other than the one a passport will have, and whether it is proved. */
export interface OtherAddress {
  sealTo: SealFor;
  isProved: boolean;
}

/** Composes a mail to a passport. @param to another address than the one that it has when the mail leaves */
export function mail(
  template: MailTemplate,
  passportId: string,
  parameters: MessageToPassport['parameters'] = {},
  to?: { sealedTo: string; isProved: boolean },
): PersonalMessage['message'] {
  return {
    kind: 'mail',
    template,
    passportId,
    parameters,
    ...(to && { sealedTo: to.sealedTo, ...(!to.isProved && { isUnproved: true as const }) }),
  };
}
