import type { BatchRecord } from './read-batch.ts';
import { batchFacts, batchTarget } from './read-batch.ts';
import { sealParameters } from './sealed-batch.ts';
import { tellBatch } from './tell-batch.ts';
import { staffActor } from '../../domain/actor.ts';
import { batchDueAt, type FilterKind } from '../../domain/batches/batch.ts';
import type { BulkFilter } from '../../domain/batches/bulk.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Scope } from '../../domain/scopes.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';
import { answerRemembered, type CommandIdentity } from '../commands.ts';
import type { Database } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { batches } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/** An action on all whom a filter finds in a scope. */
export interface NewBulk {
  id: string;
  kind: FilterKind;
  examSessionId: string;
  scope: Scope;
  filter: BulkFilter;
  /** What is done to each, as the kind reads it. */
  parameters: object;
  account: string;
  /** How many people its author was told of. */
  count: number;
  command: CommandIdentity;
}

/** Makes the batch of an action on many: the worker writes down whom the filter finds, then does them page by page. */
export async function createBulk(
  db: Database,
  vault: Vault,
  { account, count, command, parameters, ...bulk }: NewBulk,
  now: Instant,
): Promise<BatchRecord> {
  const actor = staffActor(account);
  return db.transaction(async (tx) => {
    const [batch] = await tx
      .insert(batches)
      .values({
        ...bulk,
        startedBy: actor,
        state: 'checking',
        sealedParameters: sealParameters(vault, bulk.id, parameters),
        createdAt: now,
        changedAt: now,
        dueAt: batchDueAt('checking', now),
      })
      .returning();
    if (!batch) throw new Error(`batch ${bulk.id} was not written`);
    const subject = subjectOf('batch', bulk.id);
    await answerRemembered(tx, command, { subject, answer: SUBMITTED }, { acceptedAt: now, aheadAt: null });
    await recordAudit(tx, {
      actor,
      action: 'bulkAsked',
      target: batchTarget(bulk.id),
      details: { ...batchFacts(batch), filter: bulk.filter, count },
      happenedAt: now,
    });
    await tellBatch(tx, batch, now);
    return batch;
  });
}
