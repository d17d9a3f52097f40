import { batchMailKey } from '../../domain/batches/bulk.ts';
import { hasRoom } from '../../db/messages/has-room.ts';
import type { NewMessage } from '../../db/messages/leave-message.ts';
import type { MailTemplate } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { BatchNeeds } from '../batches/batch-work.ts';

/** The rows of a page of mails: as many as leave the outbox in a few seconds. */
export const MAIL_PAGE_ROWS = 200;
/** The mails of staff that may wait in the outbox: with more, looking for the next would cost what candidates need. */
const MOST_WAITING = 400;
const LOOK_AGAIN_MS = 10_000;

/** Tells for how long the next page of mails waits until those before it have left. */
export async function mailsWaitMs({ db, clock }: Pick<BatchNeeds, 'db' | 'clock'>): Promise<number> {
  return (await hasRoom(db, 'bulkMail', MOST_WAITING, clock.now())) ? 0 : LOOK_AGAIN_MS;
}

/** Composes the mail of a row: it waits for nobody's other mails, and they do not wait for it. */
export function bulkMail(
  { batchId, line }: { batchId: string; line: number },
  {
    template,
    passportId,
    parameters,
  }: { template: MailTemplate; passportId: string; parameters: Record<string, string | number> },
  dueAt: Instant,
): NewMessage {
  const key = batchMailKey(batchId, line);
  return {
    key,
    subject: key,
    message: { kind: 'mail', template, passportId, parameters, isBulk: true },
    dueAt,
  };
}
