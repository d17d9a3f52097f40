import { asc, inArray, lte } from 'drizzle-orm';
import { type CommandSubject, subjectId } from '../../domain/command-subject.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { commands } from '../schema/index.ts';
import { leaveMessages } from './leave-message.ts';

/** The time an accepted command may stay unanswered before the relay tells its workflow that the record is ahead. */
const ROW_AHEAD_AFTER_MS = 30_000;
const BATCH = 100;

/** The time to tell a workflow of a command that was committed, unless it is answered first. */
export function aheadDueAt(committedAt: Instant): Instant {
  return committedAt + ROW_AHEAD_AFTER_MS;
}

/**
 * Leaves a message to each workflow whose record is ahead: a command was committed, and nobody heard its answer. Most
 * commands are answered at once and cost no message.
 */
export async function raiseRowsAhead(db: Database, now: Instant): Promise<void> {
  const isDue = lte(commands.aheadDueAt, now);
  // The look costs less than a transaction, and mostly finds nothing.
  const [found] = await db.select({ id: commands.id }).from(commands).where(isDue).limit(1);
  if (!found) return;
  await db.transaction(async (tx) => {
    const due = await tx
      .select({ id: commands.id, subject: commands.subject, answer: commands.answer })
      .from(commands)
      .where(isDue)
      .orderBy(asc(commands.aheadDueAt))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    await leaveMessages(
      tx,
      due.flatMap(({ subject, answer }) => {
        const message = messageTo(subject);
        if (!message) return [];
        const key = `row-ahead/${subject}/${answer.version}`;
        return [{ key, subject: `row-ahead/${subjectId(subject)}`, message, dueAt: now }];
      }),
    );
    const ids = due.map(({ id }) => id);
    await tx.update(commands).set({ aheadDueAt: null }).where(inArray(commands.id, ids));
  });
}

function messageTo(subject: CommandSubject): OutboxMessage | null {
  if (subject.startsWith('registration/')) return { kind: 'rowAhead', registrationId: subjectId(subject) };
  return subject.startsWith('review/') ? { kind: 'reviewAhead', reviewId: subjectId(subject) } : null;
}
