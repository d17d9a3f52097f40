import { eq, inArray } from 'drizzle-orm';
import { type OutboxMessage, passports, type PassportPersonal, subjects } from '../../db/schema/index.ts';
import { type MailParameters, renderMail } from '../mails.ts';
import type { RelayDependencies } from './relay.ts';

type MailMessage = Extract<OutboxMessage, { kind: 'mail' }>;

/** Sends one mail; the address is read at that moment, so that it is never kept beside the message. */
export async function deliverMail(deps: RelayDependencies, id: string, message: MailMessage): Promise<void> {
  const { db, vault, mailer } = deps;
  const [passport] = await db
    .select({ personal: passports.personal })
    .from(passports)
    .where(eq(passports.id, message.passportId));
  if (!passport) return;
  const { email } = vault.open<PassportPersonal>('passport', passport.personal);
  const { subject, text } = renderMail(message.template, await wordsOf(deps, message.parameters));
  await mailer.send({ id, to: email, subject, text });
}

/** Puts names in the place of codes, and the link in the place of its sealed token. */
async function wordsOf(
  { db, vault, publicUrl }: RelayDependencies,
  parameters: MailParameters,
): Promise<MailParameters> {
  const words: MailParameters = { ...parameters };
  const codes = String(parameters.subjects ?? parameters.subject ?? '')
    .split(',')
    .filter(Boolean);
  if (codes.length > 0) {
    const rows = await db.select().from(subjects).where(inArray(subjects.code, codes));
    words.subjects = rows.map((row) => `${row.nameZh} ${row.nameEn}`).join('、');
  }
  if (typeof parameters.sealedToken === 'string') {
    words.link = `${publicUrl}/verify-email?token=${vault.open<string>('outbox', parameters.sealedToken)}`;
  }
  return words;
}
