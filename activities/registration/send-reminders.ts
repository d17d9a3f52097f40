import { asc, eq, lte } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/connect.ts';
import { registrations, reminders } from '../../db/schema/index.ts';
import { dueReminders, nextReminderAt, type ReminderKind } from '../../domain/registration/reminders.ts';
import type { Entry } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import { leaveMessages } from '../../db/messages/leave-message.ts';

type RegistrationRow = Pick<typeof registrations.$inferSelect, 'id' | 'passportId' | 'state'>;

/**
 * Sends reminders of the next unpaid deadlines by mail and text, in batches; each entry gets one per kind.
 * @returns whether more are due
 */
export async function sendReminders(
  db: Database,
  { at, limit }: { at: Instant; limit: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ id: registrations.id, passportId: registrations.passportId, state: registrations.state })
      .from(registrations)
      .where(lte(registrations.nextReminderAt, new Date(at)))
      .orderBy(asc(registrations.nextReminderAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    for (const row of due) {
      await remind(tx, row, at);
      await tx
        .update(registrations)
        .set({ nextReminderAt: nextReminderAt(row.state, at) })
        .where(eq(registrations.id, row.id));
    }
    return due.length === limit;
  });
}

async function remind(
  tx: Transaction,
  { id, passportId, state }: RegistrationRow,
  at: Instant,
): Promise<void> {
  const due = dueReminders(state, at);
  if (passportId === null || due.length === 0) return;
  const fresh = await tx
    .insert(reminders)
    .values(due.map(({ kind, entry }) => ({ kind, entryId: entry.id, sentAt: new Date(at) })))
    .onConflictDoNothing()
    .returning({ kind: reminders.kind, entryId: reminders.entryId });
  const sent = due.filter(({ kind, entry }) =>
    fresh.some((row) => row.kind === kind && row.entryId === entry.id),
  );
  for (const [key, entries] of byDeadline(sent))
    await writeMessages(tx, { key, id, passportId, entries, at });
}

/** Groups entries by kind and deadline: those that end together share one message. */
function byDeadline(due: { kind: ReminderKind; entry: Entry }[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const { kind, entry } of due) {
    const key = `${kind}/${entry.deadlineAt}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
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
    deadlineAt,
    // A text that arrives after the deadline helps nobody.
    expiresAt: deadlineAt,
  };
  await leaveMessages(
    tx,
    (['mail', 'text'] as const).map((kind) => ({
      key: `${kind}/due/${entries[0]?.id}/${key}`,
      subject: `${kind}/${id}`,
      message: { kind, template: 'paymentDue' as const, passportId, parameters },
      dueAt: new Date(at),
    })),
  );
}
