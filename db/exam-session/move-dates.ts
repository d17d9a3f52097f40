import { and, eq, isNull, sql } from 'drizzle-orm';
import { movedDates, type SessionDate } from '../../domain/exam-session/session-dates.ts';
import type { SettingFields } from '../../domain/field-changes.ts';
import { DAY_MS, isoInstant, type Period } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { lateLists, offerings, windows } from '../schema/index.ts';
import { flawsOfDraft } from './change-exam-session.ts';
import { changeSetting, type SettingOutcome, type SettingRequest } from './change-setting.ts';
import { readDates } from './read-dates.ts';

/** Moves all dates of a draft at once, so that none of them is ever outside another one that has moved already. */
export async function moveDates(
  db: Database,
  { id, movedByDays }: { id: string; movedByDays: number },
  request: SettingRequest,
): Promise<SettingOutcome> {
  const dates = await readDates(db, id);
  const moved = movedDates(dates, movedByDays, request.at).map((date) => ({ ...date, ...date.moved }));
  const form = {
    owner: id,
    scope: '*',
    action: 'examSessionDatesMoved',
    details: { movedByDays },
    read: async (tx: Transaction) => fieldsOf(await readDates(tx, id)),
    wanted: fieldsOf(moved),
    flaws: (tx: Transaction) => flawsOfDraft(tx, id),
    write: (tx: Transaction) => writeMoved(tx, id, movedByDays),
  } as const;
  return changeSetting(db, form, request);
}

/** Moves them in the database itself: a country has a hundred thousand of them. */
async function writeMoved(tx: Transaction, id: string, days: number): Promise<void> {
  const by = sql`make_interval(secs => ${(days * DAY_MS) / 1000})`;
  await tx
    .update(windows)
    .set({ opensAt: sql`${windows.opensAt} + ${by}`, closesAt: sql`${windows.closesAt} + ${by}` })
    .where(eq(windows.examSessionId, id));
  await tx
    .update(offerings)
    .set({
      opensAt: sql`${offerings.opensAt} + ${by}`,
      closesAt: sql`${offerings.closesAt} + ${by}`,
      examStartsAt: sql`${offerings.examStartsAt} + ${by}`,
      examEndsAt: sql`${offerings.examEndsAt} + ${by}`,
    })
    .where(eq(offerings.examSessionId, id));
  await tx
    .update(lateLists)
    .set({
      opensAt: sql`${lateLists.opensAt} + ${by}`,
      closesAt: sql`${lateLists.closesAt} + ${by}`,
      payUntil: sql`${lateLists.payUntil} + ${by}`,
      version: sql`${lateLists.version} + 1`,
    })
    .where(and(eq(lateLists.examSessionId, id), isNull(lateLists.endedAt)));
}

function fieldsOf(dates: readonly SessionDate[]): SettingFields {
  return Object.fromEntries(dates.map((date) => [fieldOf(date), periodText(date)]));
}

function fieldOf({ kind, subjectCode }: SessionDate): string {
  return subjectCode === null ? kind : `${subjectCode}/${kind}`;
}

function periodText({ opensAt, closesAt }: Period): string {
  return `${isoInstant(opensAt)}/${isoInstant(closesAt)}`;
}
