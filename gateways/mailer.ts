export interface OutgoingMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** A calendar file that comes along. */
  calendar?: string;
}

/** Sends one mail. The id makes the Message-ID, so that a repeated delivery can be recognised. */
export interface Mailer {
  /** @throws MailNotSentError */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/**
 * The error for a mail that was not accepted. Its message names neither the address nor the text, so it may be logged.
 */
export class MailNotSentError extends Error {
  /** True when the server refused this mail for good: sending it again is pointless. */
  readonly permanent: boolean;
  readonly code: string;
  constructor(reason: string, permanent: boolean) {
    super(`mail not sent: ${reason}`);
    this.name = 'MailNotSentError';
    this.permanent = permanent;
    this.code = reason;
  }
}
