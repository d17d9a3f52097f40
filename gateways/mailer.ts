/** Sends one mail. The id makes the Message-ID, so that a repeated delivery can be recognised. */
export interface Mailer {
  send(mail: { id: string; to: string; subject: string; text: string }): Promise<void>;
  close(): void;
}
