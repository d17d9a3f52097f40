import type { MailTemplate } from '../../domain/messages/message.ts';
import { UNPROVED_MAILS, unprovedMailKind } from '../../domain/messages/unproved-mails.ts';
import type { Instant } from '../../domain/time.ts';
import { countAttempt } from '../attempts.ts';
import type { Database } from '../connect.ts';
import { emailIndex } from '../person/personal-index.ts';
import type { Vault } from '../vault.ts';

/** Counts a mail to an address that nobody has proved. @returns whether it is within the address's bound */
export async function mayTellUnproved(
  db: Database,
  vault: Vault,
  mail: { template: MailTemplate; to: string },
  now: Instant,
): Promise<boolean> {
  const kind = unprovedMailKind(mail.template);
  if (kind === null) return true;
  const key = `unprovedMail/${kind}:${emailIndex(vault, mail.to)}`;
  const limit = { key, ...UNPROVED_MAILS[kind], blockMilliseconds: null };
  return (await countAttempt(db, [limit], now)) === null;
}
