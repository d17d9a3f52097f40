import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { type Actor, TIMER } from '../../domain/actor.ts';
import { type BatchOrder, stateAfter } from '../../domain/batches/batch.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { type AuditEntry, recordAudit } from '../record-audit.ts';
import { batches } from '../schema/index.ts';
import type { BatchOptions } from '../schema/batch.ts';
import { violatedIndex } from '../unique-violation.ts';
import { setsClosedSession } from './closed-session.ts';
import { endUndecided } from './batch-approvals.ts';
import { moveBatch } from './move-batch.ts';
import { batchCounts, batchFacts, type BatchRecord, batchTarget, lockBatch } from './read-batch.ts';
import { tellBatch } from './tell-batch.ts';

export interface GivenOrder {
  id: string;
  order: BatchOrder;
  actor: Actor;
  /** The version that was seen; left out where it does not matter which. */
  version?: number | undefined;
  options?: BatchOptions;
  /** Whoever gives the order also does the batch, in a process of their own. */
  alone?: 'alone';
}

export type OrderOutcome =
  | { kind: 'done'; batch: BatchRecord }
  | { kind: 'unknown' }
  /** Its exam session is closed, and the batch would set something of it. */
  | { kind: 'closed' }
  /** It has moved since it was seen, or has no use for the order. */
  | { kind: 'moved'; batch: BatchRecord }
  /** Another of the same kind runs inside, or around, its scope. */
  | { kind: 'busy'; other: BatchRecord | null };

/** The key of the lock (an arbitrary constant) under which batches begin to run. */
const START_LOCK = 70_234_019;

/** Does what a person told a batch. The row decides; its workflow is told that it moved. */
export async function orderBatch(db: Database, given: GivenOrder, now: Instant): Promise<OrderOutcome> {
  try {
    return await db.transaction((tx) => ordered(tx, given, now));
  } catch (error) {
    if (violatedIndex(error) === 'batches_one_running') return { kind: 'busy', other: null };
    throw error;
  }
}

async function ordered(
  tx: Transaction,
  { id, order, actor, version, options, alone }: GivenOrder,
  now: Instant,
): Promise<OrderOutcome> {
  if (order === 'start') await tx.execute(sql`select pg_advisory_xact_lock(${START_LOCK})`);
  const before = await lockBatch(tx, id);
  if (!before) return { kind: 'unknown' };
  const state = stateAfter(before.state, order);
  if (state === null || (version !== undefined && version !== before.version))
    return { kind: 'moved', batch: before };
  if (order !== 'cancel' && order !== 'pause' && (await setsClosedSession(tx, before)))
    return { kind: 'closed' };
  const other = order === 'start' ? await runningBeside(tx, before) : null;
  if (other) return { kind: 'busy', other };
  const started = order === 'start' ? { startedAt: now, cursor: 0, options: options ?? {} } : {};
  const batch = await moveBatch(tx, before, state, now, started);
  if (before.state === 'submitted') await endUndecided(tx, id, actor === TIMER ? 'lapsed' : 'withdrawn', now);
  await recordAudit(tx, auditOf(batch, order, actor, now));
  if (!alone) await tellBatch(tx, batch, now);
  return { kind: 'done', batch };
}

/** Finds a batch of the same kind and exam session that runs in a scope that overlaps. */
async function runningBeside(tx: Transaction, batch: BatchRecord): Promise<BatchRecord | null> {
  const { scope, examSessionId } = batch;
  const overlaps =
    scope === '*'
      ? sql`true`
      : or(
          eq(batches.scope, '*'),
          sql`starts_with(${batches.scope}, ${scope})`,
          sql`starts_with(${scope}, ${batches.scope})`,
        );
  const [other] = await tx
    .select()
    .from(batches)
    .where(
      and(
        eq(batches.kind, batch.kind),
        inArray(batches.state, ['running', 'paused']),
        ne(batches.id, batch.id),
        sql`${batches.examSessionId} is not distinct from ${examSessionId}`,
        overlaps,
      ),
    )
    .limit(1);
  return other ?? null;
}

function auditOf(batch: BatchRecord, order: BatchOrder, actor: Actor, happenedAt: Instant): AuditEntry {
  const about = { actor, target: batchTarget(batch.id), happenedAt };
  const facts = batchFacts(batch);
  const { overwrite = false, markMissing = false } = batch.options;
  if (order === 'start')
    return { ...about, action: 'batchStarted', details: { ...facts, overwrite, markMissing } };
  if (order === 'cancel')
    return { ...about, action: 'batchCancelled', details: { ...facts, ...batchCounts(batch) } };
  return { ...about, action: order === 'pause' ? 'batchPaused' : 'batchResumed', details: facts };
}
