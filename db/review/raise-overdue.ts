import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { dueAgainAt, OVERDUE_AFTER_MS } from '../../domain/overdue.ts';
import { dueMoment } from '../../domain/registration/deadlines.ts';
import { type Instant, isoInstant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { hasRoom } from '../messages/has-room.ts';
import { leaveMessages } from '../messages/leave-message.ts';
import { registrations, reviews } from '../schema/index.ts';

const BATCH = 100;
/** The messages that may wait in the lane of those left behind; the next look goes on. */
const MAX_WAITING = 200;

/** A record that was found due, and the moment from which it is; null where nothing is to happen any more. */
interface Due {
  id: string;
  since: Instant | null;
}

/**
 * Leaves a message to the workflow of each record that is overdue, which starts it again where its run was ended: an
 * unpaid seat is released, a gateway asked, a place in a queue or a re-check ended without anybody's command.
 */
export async function raiseOverdue(db: Database, now: Instant): Promise<void> {
  const before = now - OVERDUE_AFTER_MS;
  const registrationsDue = lte(registrations.dueAt, before);
  // The looks cost less than a transaction, and mostly find nothing.
  const [registration] = await db
    .select({ id: registrations.id })
    .from(registrations)
    .where(registrationsDue)
    .limit(1);
  const reviewsDue = and(eq(reviews.state, 'pending'), lte(reviews.dueAt, before));
  const [review] = await db.select({ id: reviews.id }).from(reviews).where(reviewsDue).limit(1);
  if (!(registration || review) || !(await hasRoom(db, 'rowsAhead', MAX_WAITING))) return;

  await db.transaction(async (tx) => {
    const { id, state, changedAt, dueAt } = registrations;
    const due = await tx
      .select({ id, state, changedAt })
      .from(registrations)
      .where(registrationsDue)
      .orderBy(asc(dueAt))
      .limit(BATCH)
      .for('no key update', { skipLocked: true });
    await wake(
      tx,
      registrations,
      due.map((row) => ({ id: row.id, since: dueMoment(row.state, row.changedAt) })),
      now,
    );
  });
  await db.transaction(async (tx) => {
    const due = await tx
      .select({ id: reviews.id, since: reviews.endsAt })
      .from(reviews)
      .where(reviewsDue)
      .orderBy(asc(reviews.dueAt))
      .limit(BATCH)
      .for('no key update', { skipLocked: true });
    await wake(
      tx,
      reviews,
      due.map((row) => ({ ...row, since: row.since ?? before })),
      now,
    );
  });
}

/** Tells the workflows of locked records that are overdue, and notes from when each counts as due again. */
async function wake(
  tx: Transaction,
  table: typeof registrations | typeof reviews,
  found: Due[],
  now: Instant,
): Promise<void> {
  if (found.length === 0) return;
  const again = found.map(({ id, since }) => {
    if (since === null) return { id, dueAt: null };
    return { id, dueAt: isoInstant(isOverdue(since, now) ? dueAgainAt(since, now) : since) };
  });
  await tx.execute(sql`
    update ${table} set due_at = again."dueAt"
    from jsonb_to_recordset(${JSON.stringify(again)}::text::jsonb) as again (id uuid, "dueAt" timestamp with time zone)
    where ${table.id} = again.id
  `);
  await leaveMessages(
    tx,
    found.flatMap(({ id, since }) =>
      since !== null && isOverdue(since, now)
        ? [
            {
              key: `overdue/${id}/${now}`,
              subject: `row-ahead/${id}`,
              message:
                table === registrations
                  ? { kind: 'rowAhead' as const, registrationId: id }
                  : { kind: 'reviewAhead' as const, reviewId: id },
              dueAt: now,
            },
          ]
        : [],
    ),
  );
}

function isOverdue(since: Instant, now: Instant): boolean {
  return since <= now - OVERDUE_AFTER_MS;
}
