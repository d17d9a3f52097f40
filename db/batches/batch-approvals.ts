import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { staffActor, TIMER } from '../../domain/actor.ts';
import type { BatchKind, BatchState } from '../../domain/batches/batch.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { decided, type Verdict } from '../../domain/staff/two-people.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Database, Transaction } from '../connect.ts';
import { refusalOfDecision } from '../staff/one-person.ts';
import type { Reader } from '../reader.ts';
import { recordAudit } from '../record-audit.ts';
import { batchApprovals, batches } from '../schema/index.ts';
import { readStaffRules } from '../staff/staff-rules.ts';
import { type SubmissionFilter, submissionsOf } from '../staff/submitted-order.ts';
import { moveBatch } from './move-batch.ts';
import { batchFacts, type BatchRecord, batchTarget, lockBatch } from './read-batch.ts';
import { tellBatch } from './tell-batch.ts';

export type BatchApprovalRecord = typeof batchApprovals.$inferSelect;

/** What waits for a second person, with the batch that it is about. */
export interface BatchApprovalRow {
  approval: BatchApprovalRecord;
  batch: BatchRecord;
}

/** Lists what waits for a second person in a scope: those waiting longest first, decided ones newest first. */
export async function listBatchApprovals(
  db: Reader,
  { kinds, ...filter }: SubmissionFilter & { kinds: readonly BatchKind[] },
): Promise<BatchApprovalRow[]> {
  const { id, scope, state, submittedBy, submittedAt } = batchApprovals;
  const columns = { id, schoolCode: scope, state, submittedBy, submittedAt };
  const { where, orderBy } = submissionsOf(columns, filter);
  return approvalRows(db)
    .where(and(where, inArray(batches.kind, [...kinds])))
    .orderBy(...orderBy)
    .limit(filter.limit);
}

export async function readBatchApproval(db: Reader, id: string): Promise<BatchApprovalRow | null> {
  const [row] = await approvalRows(db).where(eq(batchApprovals.id, id));
  return row ?? null;
}

function approvalRows(db: Reader) {
  return db
    .select({ approval: batchApprovals, batch: batches })
    .from(batchApprovals)
    .innerJoin(batches, eq(batches.id, batchApprovals.id))
    .$dynamic();
}

/**
 * Records a second person's decision on an action on many, under the lock of its batch: an approved one runs as it was written down, a
 * rejected one is over.
 */
export async function decideBatchApproval(
  db: Database,
  id: string,
  verdict: Verdict,
  by: { account: string; at: Instant },
): Promise<{ record: BatchApprovalRecord; refusal: DomainErrorCode | null } | null> {
  return db.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    const [record] = await tx.select().from(batchApprovals).where(eq(batchApprovals.id, id)).for('update');
    if (!batch || !record) return null;
    const refusal =
      (await refusalOfDecision(tx, record, by.account)) ??
      (batch.state === 'submitted' ? null : 'SUBMISSION_DECIDED');
    if (refusal) return { record, refusal };
    const [settled] = await tx
      .update(batchApprovals)
      .set(decided(verdict, by))
      .where(eq(batchApprovals.id, id))
      .returning();
    if (!settled) throw new Error(`approval ${id} moved under its lock`);
    const actor = staffActor(by.account);
    const isApproved = verdict.outcome === 'approve';
    await moveOn(tx, batch, isApproved ? 'running' : 'cancelled', by.at);
    await recordDecision(tx, batch, record, isApproved ? 'bulkApproved' : 'bulkRejected', actor, by.at);
    return { record: settled, refusal: null };
  });
}

const AT_ONCE = 100;

/** Ends what nobody has decided in time: nothing is done, and it may be asked for again. What was cancelled meanwhile lapses at once. */
export async function lapseBatchApprovals(db: Database, now: Instant): Promise<void> {
  const { rules } = await readStaffRules(db);
  const isDue = and(
    eq(batchApprovals.state, 'submitted'),
    lte(batchApprovals.submittedAt, now - rules.submissionLapseDays * DAY_MS),
  );
  const due = await db
    .select({ id: batchApprovals.id })
    .from(batchApprovals)
    .where(isDue)
    .orderBy(asc(batchApprovals.submittedAt))
    .limit(AT_ONCE);
  for (const { id } of due) await db.transaction((tx) => lapse(tx, id, now));
}

async function lapse(tx: Transaction, id: string, now: Instant): Promise<void> {
  const batch = await lockBatch(tx, id);
  const record = await endUndecided(tx, id, 'lapsed', now);
  if (!batch || !record) return;
  if (batch.state === 'submitted') await moveOn(tx, batch, 'cancelled', now);
  await recordDecision(tx, batch, record, 'bulkLapsed', TIMER, now);
}

/** Ends an approval that nobody has decided; its batch is moved by whoever ends it. @returns null where there is none */
export async function endUndecided(
  tx: Transaction,
  id: string,
  state: 'lapsed' | 'withdrawn',
  now: Instant,
): Promise<BatchApprovalRecord | null> {
  const [record] = await tx
    .update(batchApprovals)
    .set({ state, decidedAt: now })
    .where(and(eq(batchApprovals.id, id), eq(batchApprovals.state, 'submitted')))
    .returning();
  return record ?? null;
}

async function moveOn(
  tx: Transaction,
  batch: BatchRecord,
  state: Extract<BatchState, 'running' | 'cancelled'>,
  now: Instant,
): Promise<void> {
  await tellBatch(
    tx,
    await moveBatch(tx, batch, state, now, state === 'running' ? { startedAt: now } : {}),
    now,
  );
}

async function recordDecision(
  tx: Transaction,
  batch: BatchRecord,
  { count, submittedBy }: BatchApprovalRecord,
  action: 'bulkApproved' | 'bulkRejected' | 'bulkLapsed',
  actor: Actor,
  happenedAt: Instant,
): Promise<void> {
  await recordAudit(tx, {
    actor,
    action,
    target: batchTarget(batch.id),
    details: { ...batchFacts(batch), count, submittedBy },
    happenedAt,
  });
}
