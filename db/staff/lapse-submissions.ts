import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { TIMER } from '../../domain/actor.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { capacityChanges, corrections, rebinds } from '../schema/index.ts';
import { endCapacityCuts, endCorrections, endRebinds } from './end-undecided.ts';
import { readStaffRules } from './staff-rules.ts';

const BATCH = 100;

/** Ends what nobody has decided in time: it changes nothing, and may be submitted again. */
export async function lapseSubmissions(db: Database, now: Instant): Promise<void> {
  const { rules } = await readStaffRules(db);
  const before = now - rules.submissionLapseDays * DAY_MS;
  for (const table of [capacityChanges, corrections, rebinds]) {
    // The look costs less than a transaction, and mostly finds nothing.
    const [due] = await db.select({ id: table.id }).from(table).where(isDue(table, before)).limit(1);
    if (due) await db.transaction((tx) => lapse(tx, table, { before, now }));
  }
}

type SubmissionTable = typeof capacityChanges | typeof corrections | typeof rebinds;

function isDue(table: SubmissionTable, before: Instant) {
  return and(eq(table.state, 'submitted'), lte(table.submittedAt, before));
}

async function lapse(
  tx: Transaction,
  table: SubmissionTable,
  { before, now: at }: { before: Instant; now: Instant },
): Promise<void> {
  // Whoever decides one of them now is let through.
  const due = await tx
    .select({ id: table.id })
    .from(table)
    .where(isDue(table, before))
    .orderBy(asc(table.submittedAt))
    .limit(BATCH)
    .for('update', { skipLocked: true });
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return;
  const ended = { to: 'lapsed', actor: TIMER, at } as const;
  if (table === capacityChanges) await endCapacityCuts(tx, inArray(capacityChanges.id, ids), ended);
  else if (table === corrections) await endCorrections(tx, inArray(corrections.id, ids), ended);
  else await endRebinds(tx, inArray(rebinds.id, ids), ended);
}
