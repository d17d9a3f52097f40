import type { z } from '@hono/zod-openapi';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import { openFileName, openParameters } from '../../db/batches/sealed-batch.ts';
import type { Vault } from '../../db/vault.ts';
import { actorParts } from '../../domain/actor.ts';
import { isStep, keptUntil, ordersFor } from '../../domain/batches/batch.ts';
import type { BulkDecision } from '../../domain/batches/bulk.ts';
import type { WrittenMail } from '../../domain/messages/written-mail.ts';
import { mayOrder, mayTakeInFull } from '../../domain/batches/rights.ts';
import { isoInstant } from '../../domain/time.ts';
import type { StaffSession } from '../context.ts';
import type { batchSchema } from './schemas.ts';

/** Shows a batch as somebody of staff sees it. */
export function batchView(
  vault: Vault,
  batch: BatchRecord,
  staff: StaffSession,
): z.infer<typeof batchSchema> {
  const { id, kind, examSessionId, scope, state, version, problem, found, dueAt, options } = batch;
  const { total, done, unchanged, refused, fileBytes } = batch;
  return {
    id,
    kind,
    examSessionId,
    scope,
    startedBy: actorParts(batch.startedBy).id,
    fileName: openFileName(vault, batch),
    filter: batch.filter,
    ...parametersView(vault, batch),
    fileBytes,
    state,
    version,
    orders: mayOrder(staff, batch) ? ordersFor(state) : [],
    isTakableInFull: mayTakeInFull(staff, batch),
    total,
    done,
    unchanged,
    refused,
    found: found && { kept: 0, removed: 0, ...found },
    options: { overwrite: options.overwrite ?? false, markMissing: options.markMissing ?? false },
    problem,
    createdAt: isoInstant(batch.createdAt),
    startedAt: isoInstant(batch.startedAt),
    endedAt: isoInstant(batch.endedAt),
    keptUntil: isStep(state) || dueAt === null ? null : isoInstant(keptUntil(batch)),
  };
}

/** Shows what is done to each whom a filter finds: what is written to them, or how their re-checks are decided. */
export function parametersView(vault: Vault, batch: BatchRecord) {
  const { mail = null, decision = null } =
    openParameters<{ mail?: WrittenMail; decision?: BulkDecision }>(vault, batch) ?? {};
  return { mail, decision };
}
