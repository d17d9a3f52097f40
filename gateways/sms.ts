/** Sends one text message. The id lets the receiver recognise a repeated delivery. */
export interface SmsSender {
  /** @throws TextNotSentError */
  send(text: { id: string; to: string; text: string }): Promise<void>;
}

/**
 * The error for a text that was not accepted. Its message names neither the number nor the words, so it may be logged.
 */
export class TextNotSentError extends Error {
  /** True when the gateway refused this text for good: sending it again is pointless. */
  readonly permanent: boolean;
  readonly code: string;
  constructor(reason: string, permanent: boolean) {
    super(`text not sent: ${reason}`);
    this.name = 'TextNotSentError';
    this.permanent = permanent;
    this.code = reason;
  }
}
