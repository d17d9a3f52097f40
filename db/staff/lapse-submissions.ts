import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { lapseCorrections } from './lapse-corrections.ts';
import { recordAudit } from '../record-audit.ts';
import { capacityChanges, corrections, rebinds } from '../schema/index.ts';
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
  { before, now: happenedAt }: { before: Instant; now: Instant },
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
  const set = { state: 'lapsed' as const, decidedAt: happenedAt };
  if (table === capacityChanges) {
    const ended = await tx
      .update(capacityChanges)
      .set(set)
      .where(inArray(capacityChanges.id, ids))
      .returning();
    await recordAudit(
      tx,
      ...ended.map(({ offeringId, before: from, capacity: to, submittedBy }) => ({
        actor: 'timer' as const,
        action: 'capacityCutLapsed' as const,
        target: `offering/${offeringId}`,
        details: { from, to, submittedBy },
        happenedAt,
      })),
    );
    return;
  }
  if (table === corrections) {
    await lapseCorrections(tx, inArray(corrections.id, ids), { actor: 'timer', at: happenedAt });
    return;
  }
  const ended = await tx.update(rebinds).set(set).where(inArray(rebinds.id, ids)).returning();
  await recordAudit(
    tx,
    ...ended.map(({ id, newPassportId, oldPassportId }) => ({
      actor: 'timer' as const,
      action: 'rebindLapsed' as const,
      target: `rebind/${id}`,
      details: { newPassportId, oldPassportId },
      happenedAt,
    })),
  );
}
