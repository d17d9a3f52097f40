import type { Context } from 'hono';
import { type GivenOrder, orderBatch } from '../../db/batches/order-batch.ts';
import { type BatchRecord, readBatch } from '../../db/batches/read-batch.ts';
import { staffActor } from '../../domain/actor.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';
import { BATCH_PERMISSIONS, isBatchInScope } from '../../domain/batches/rights.ts';
import { may } from '../../domain/staff/permissions.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError, notFoundFor } from '../http/errors.ts';

/** Reads a batch of the scope of who asks, who has the right to its kind. @throws ApiError NOT_FOUND, STAFF_ONLY */
export async function batchInScope(
  c: Context<ApiEnv>,
  { db }: Pick<ApiDependencies, 'db'>,
  id: string,
): Promise<BatchRecord> {
  const batch = await readBatch(db, id);
  if (!batch || !isBatchInScope(batch, c.var.staff.scope)) throw notFoundFor(batch);
  requireKind(c, batch.kind);
  return batch;
}

/** Holds somebody to the right to a kind of batch. @throws ApiError STAFF_ONLY */
export function requireKind(c: Context<ApiEnv>, kind: BatchKind): void {
  if (!may(c.var.staff.role, BATCH_PERMISSIONS[kind])) throw new ApiError('STAFF_ONLY');
}

/** Tells a batch of the scope of who asks what to do. @throws ApiError NOT_FOUND, STAFF_ONLY, BATCH_MOVED, BATCH_BUSY, EXAM_SESSION_CLOSED */
export async function tellInScope(
  c: Context<ApiEnv>,
  deps: Pick<ApiDependencies, 'db' | 'clock'>,
  given: Omit<GivenOrder, 'actor'>,
): Promise<BatchRecord> {
  await batchInScope(c, deps, given.id);
  const actor = staffActor(c.var.staff.account);
  const outcome = await orderBatch(deps.db, { ...given, actor }, deps.clock.now());
  switch (outcome.kind) {
    case 'done':
      return outcome.batch;
    case 'unknown':
      throw notFoundFor(null);
    case 'moved':
      throw new ApiError('BATCH_MOVED', {
        extra: { state: outcome.batch.state, version: outcome.batch.version },
      });
    case 'closed':
      throw new ApiError('EXAM_SESSION_CLOSED');
    case 'busy':
      throw new ApiError('BATCH_BUSY');
  }
}
