import { asc, eq, lte } from 'drizzle-orm';
import { type DueReminder, nextReminderAt } from '../../domain/registration/reminders.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { registrations, reminders } from '../schema/index.ts';
import type { RegistrationRecord } from './read-registration.ts';

/** A registration, as reminding needs it. */
export type RemindedRecord = Pick<RegistrationRecord, 'id' | 'passportId' | 'state'>;

/** Locks the registrations whose next reminder is due, longest due first; those that are locked elsewhere are left out. */
export async function lockDueForReminder(
  tx: Transaction,
  at: Instant,
  limit: number,
): Promise<RemindedRecord[]> {
  return tx
    .select({ id: registrations.id, passportId: registrations.passportId, state: registrations.state })
    .from(registrations)
    .where(lte(registrations.nextReminderAt, at))
    .orderBy(asc(registrations.nextReminderAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** Tells whether a reminder has been due since before a moment. */
export async function isReminderOverdue(db: Reader, since: Instant): Promise<boolean> {
  const found = await db
    .select({ id: registrations.id })
    .from(registrations)
    .where(lte(registrations.nextReminderAt, since))
    .limit(1);
  return found.length > 0;
}

/** Marks reminders as sent. @returns those that were not sent before */
export async function claimReminders(
  tx: Transaction,
  due: DueReminder[],
  at: Instant,
): Promise<DueReminder[]> {
  const fresh = await tx
    .insert(reminders)
    .values(due.map(({ kind, entry }) => ({ kind, entryId: entry.id, sentAt: at })))
    .onConflictDoNothing()
    .returning({ kind: reminders.kind, entryId: reminders.entryId });
  return due.filter(({ kind, entry }) => fresh.some((row) => row.kind === kind && row.entryId === entry.id));
}

/** Sets the time of a registration's next reminder, after the one of this moment. */
export async function setNextReminder(
  tx: Transaction,
  { id, state }: RemindedRecord,
  at: Instant,
): Promise<void> {
  await tx
    .update(registrations)
    .set({ nextReminderAt: nextReminderAt(state, at) })
    .where(eq(registrations.id, id));
}
