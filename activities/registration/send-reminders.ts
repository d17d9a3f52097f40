import type { Database, Transaction } from '../../db/connect.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';
import {
  claimReminders,
  lockDueForReminder,
  type RemindedRecord,
  setNextReminder,
} from '../../db/registration/claim-reminders.ts';
import { type DueReminder, dueReminders } from '../../domain/registration/reminders.ts';
import type { Entry } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';

/**
 * Sends reminders of the next unpaid deadlines by mail and text, in batches; each entry gets one per kind.
 * @returns whether more are due
 */
export async function sendReminders(
  db: Database,
  { at, limit }: { at: Instant; limit: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const due = await lockDueForReminder(tx, at, limit);
    for (const record of due) {
      await remind(tx, record, at);
      await setNextReminder(tx, record, at);
    }
    return due.length === limit;
  });
}

async function remind(
  tx: Transaction,
  { id, passportId, state }: RemindedRecord,
  at: Instant,
): Promise<void> {
  const due = dueReminders(state, at);
  if (passportId === null || due.length === 0) return;
  for (const [key, entries] of byDeadline(await claimReminders(tx, due, at)))
    await writeMessages(tx, { key, id, passportId, entries, at });
}

/** Groups entries by kind and deadline: those that end together share one message. */
function byDeadline(due: DueReminder[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const { kind, entry, along } of due) {
    const key = `${kind}/${entry.deadlineAt}`;
    groups.set(key, [...(groups.get(key) ?? []), entry, ...along]);
  }
  return groups;
}

async function writeMessages(
  tx: Transaction,
  message: { key: string; id: string; passportId: string; entries: Entry[]; at: Instant },
): Promise<void> {
  const { key, id, passportId, entries, at } = message;
  const deadlineAt = entries[0]?.deadlineAt ?? at;
  const parameters = {
    subjects: entries.map(({ subject }) => subject).join(','),
    registrationId: id,
    deadlineAt,
    // What arrives after the deadline helps nobody.
    expiresAt: deadlineAt,
  };
  await leaveMessages(
    tx,
    (['mail', 'text'] as const).map((kind) => ({
      key: `${kind}/due/${entries[0]?.id}/${key}`,
      subject: `${kind}/${id}`,
      message: { kind, template: 'paymentDue' as const, passportId, parameters },
      dueAt: at,
    })),
  );
}
