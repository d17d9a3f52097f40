import { createSharedRead } from '../../config/shared-read.ts';
import { readBatch } from '../../db/batches/read-batch.ts';
import { openParameters } from '../../db/batches/sealed-batch.ts';
import { readExamSession } from '../../db/exam-session/change-exam-session.ts';
import { readSubjects } from '../../db/exam-session/read-subjects.ts';
import { readReboundPassport } from '../../db/passport/read-rebound-passport.ts';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import { rowOfMail } from '../../domain/batches/bulk.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import { filledMail, mailValues, type WrittenMail } from '../../domain/messages/written-mail.ts';
import type { Subject } from '../../domain/subjects.ts';
import type { RelayDependencies } from './dependencies.ts';
import { FOOTER } from './mails.ts';
import type { Mail } from './message-words.ts';

type ToPassport = Extract<OutboxMessage, { kind: 'mail'; passportId: string }>;
type Needs = Pick<RelayDependencies, 'db' | 'vault' | 'clock'>;
type Names = { zh: string; en: string };

/** What all mails of an action on many say alike, by the id of its batch. */
export type WrittenTexts = (batchId: string) => Promise<{
  mail: WrittenMail;
  session: Names | null;
  catalogue: Subject[];
}>;

const FRESH_MS = 10_000;
const MAX_KEPT = 50;

/** Reads what mails of staff say, once for all that leave at about the same time. */
export function createWrittenTexts({ db, vault, clock }: Needs): WrittenTexts {
  return createSharedRead({ clock, freshMs: FRESH_MS, maxKeys: MAX_KEPT }, async (batchId) => {
    const batch = await readBatch(db, batchId);
    const mail = batch && openParameters<{ mail?: WrittenMail }>(vault, batch)?.mail;
    if (!mail) throw new Error('a mail that staff have written is without its text');
    const { examSessionId } = batch;
    const [session, catalogue] = await Promise.all([
      examSessionId === null ? null : readExamSession(db, examSessionId),
      readSubjects(db),
    ]);
    return { mail, session: session && { zh: session.nameZh, en: session.nameEn }, catalogue };
  });
}

/** Fills a mail that stands in words of its own, as staff see it before they send it; null for every other template. */
export async function writtenMail(
  { db, vault }: Pick<Needs, 'db' | 'vault'>,
  texts: WrittenTexts,
  key: string,
  { template, passportId, parameters }: ToPassport,
): Promise<Mail | null> {
  if (template !== 'paymentReminder' && template !== 'writtenByStaff') return null;
  const { subjects, amountFen, deadlineAt } = parameters;
  const codes = String(subjects ?? '').split(',');
  const [{ mail, session, catalogue }, passport] = await Promise.all([
    texts(rowOfMail(key)?.batchId ?? ''),
    readReboundPassport(db, passportId),
  ]);
  const { subject, text } = filledMail(
    mail,
    mailValues({
      name: passport ? openPassport(vault, passport).name : '',
      examSession: session,
      subjects: catalogue
        .filter(({ code }) => codes.includes(code))
        .map(({ nameZh, nameEn }) => ({ zh: nameZh, en: nameEn })),
      amountFen: typeof amountFen === 'number' ? amountFen : null,
      deadlineAt: typeof deadlineAt === 'number' ? deadlineAt : null,
    }),
  );
  return { subject, text: text + FOOTER };
}
