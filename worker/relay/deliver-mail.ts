import {
  type CandidateCalendar,
  readCandidateCalendar,
} from '../../db/registration/read-candidate-calendar.ts';
import { registrationCalendar } from '../../gateways/calendar/registration-calendar.ts';
import { mayTellUnproved } from '../../db/messages/may-tell-unproved.ts';
import { findStaffAccount } from '../../db/staff/find-staff-account.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { tokenOf } from '../../db/tokens.ts';
import { staffActor } from '../../domain/actor.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import { hasExpired } from './has-expired.ts';
import { LINK_PATHS, renderMail } from './mails.ts';
import { codesIn, messageWords } from './message-words.ts';
import { receiverOf } from './receiver.ts';
import type { RelayDependencies } from './dependencies.ts';
import { subjectLines } from './subject-lines.ts';
import { writtenMail, type WrittenTexts } from './written-mail.ts';

type MailMessage = Extract<OutboxMessage, { kind: 'mail' }>;

/** Sends a mail to a passport, or to a member of staff whose account is not disabled, unless it has expired on the way. */
export async function deliverMail(
  deps: RelayDependencies & { texts: WrittenTexts },
  { key: id, attempts }: { key: string; attempts: number },
  message: MailMessage,
  onSent: (to: string) => void,
): Promise<void> {
  if (hasExpired(deps, message)) return;
  const { vault } = deps;
  const isForStaff = 'account' in message;
  // An account that was disabled meanwhile gets nothing any more, no link above all.
  if (isForStaff && !(await findStaffAccount(deps.db, message.account))) return;
  const to = isForStaff
    ? vault.open<string>(SEALED.sealedTo(id), message.sealedTo)
    : await addressOf(deps, { id, attempts }, message);
  if (to === null) return;
  const written = isForStaff ? null : await writtenMail(deps, deps.texts, id, message);
  if (written) {
    await deps.mailer.send({ id, to, ...written });
    onSent(to);
    return;
  }
  const parameters = isForStaff
    ? message.parameters
    : { passportId: message.passportId, ...message.parameters };
  const words = await messageWords(deps, id, parameters);
  const path = LINK_PATHS[message.template];
  if (path) {
    // A link of staff says itself whose it is.
    const token = isForStaff
      ? tokenOf(vault, String(words.token), staffActor(message.account))
      : String(words.token);
    words.link = `${deps.publicUrl}${path}?token=${token}`;
  }
  const held = await calendarOf(deps, parameters.registrationId);
  const calendar = held && registrationCalendar(held, deps.publicUrl, deps.clock.now());
  if (calendar) words.calendar = 'attached';
  const codes = codesIn(parameters);
  const told = (held?.entries ?? []).filter(({ subjectCode }) => codes.includes(subjectCode));
  const about = subjectLines(told);
  words.lines = about.zh;
  words.linesEn = about.en;
  if (told.length > 0) words.totalFen = told.reduce((sum, { feeFen }) => sum + feeFen, 0);
  words.site = `${deps.publicUrl}/registration`;
  await deps.mailer.send({
    id,
    to,
    ...renderMail(message.template as Parameters<typeof renderMail>[0], words),
    ...(calendar && { calendar }),
  });
  onSent(to);
}

/**
 * Finds where a candidate's mail goes; nowhere when the address is not proved and was told enough. A mail that is tried again was counted
 * the first time.
 */
async function addressOf(
  deps: RelayDependencies,
  { id, attempts }: { id: string; attempts: number },
  message: Exclude<MailMessage, { account: string }>,
): Promise<string | null> {
  const receiver = await receiverOf(deps, id, message, 'email');
  if (receiver === null || receiver.isProved || attempts > 1) return receiver?.to ?? null;
  const { template } = message;
  const isWithin = await mayTellUnproved(
    deps.db,
    deps.vault,
    { template, to: receiver.to },
    deps.clock.now(),
  );
  return isWithin ? receiver.to : null;
}

/** Reads what the registration that a mail is about puts into a calendar, if it is about one. */
async function calendarOf(
  { db, clock }: RelayDependencies,
  registrationId: string | number | undefined,
): Promise<CandidateCalendar | null> {
  return typeof registrationId === 'string' ? readCandidateCalendar(db, registrationId, clock.now()) : null;
}
