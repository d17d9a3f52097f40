import { readBatch } from '../../db/batches/read-batch.ts';
import { openParameters } from '../../db/batches/sealed-batch.ts';
import { readExamSession } from '../../db/exam-session/change-exam-session.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { readReboundPassport } from '../../db/passport/read-rebound-passport.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { rowOfMail } from '../../domain/batches/bulk.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import { filledMail, mailValues, type WrittenMail } from '../../domain/messages/written-mail.ts';
import type { RelayDependencies } from './dependencies.ts';
import { FOOTER } from './mails.ts';
import type { Mail } from './message-words.ts';

type ToPassport = Extract<OutboxMessage, { kind: 'mail'; passportId: string }>;
type Needs = Pick<RelayDependencies, 'db' | 'vault'>;

/** Fills a mail that stands in words of its own, as staff see it before they send it; null for every other template. */
export async function writtenMail(deps: Needs, key: string, message: ToPassport): Promise<Mail | null> {
  const written = await wordsOf(deps, key, message);
  if (!written) return null;
  const { db, vault } = deps;
  const { examSessionId, subjects, amountFen, deadlineAt } = message.parameters;
  const codes = String(subjects ?? '').split(',');
  const [passport, session, catalogue] = await Promise.all([
    readReboundPassport(db, message.passportId),
    typeof examSessionId === 'string' ? readExamSession(db, examSessionId) : null,
    readSubjects(db),
  ]);
  const { subject, text } = filledMail(
    written,
    mailValues({
      name: passport ? openPassport(vault, passport).name : '',
      examSession: session && { zh: session.nameZh, en: session.nameEn },
      subjects: catalogue
        .filter(({ code }) => codes.includes(code))
        .map(({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn })),
      amountFen: typeof amountFen === 'number' ? amountFen : null,
      deadlineAt: typeof deadlineAt === 'number' ? deadlineAt : null,
    }),
  );
  return { subject, text: text + FOOTER };
}

async function wordsOf(
  { db, vault }: Needs,
  key: string,
  { template }: ToPassport,
): Promise<WrittenMail | null> {
  if (template !== 'paymentReminder' && template !== 'writtenByStaff') return null;
  const batch = await readBatch(db, rowOfMail(key)?.batchId ?? '');
  const mail = batch && openParameters<{ mail?: WrittenMail }>(vault, batch)?.mail;
  if (!mail) throw new Error('a mail that staff have written is without its text');
  return mail;
}
