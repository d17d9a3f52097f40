import { and, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { accountsMeant, staffActor } from '../../domain/actor.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';
import type { Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import { type Direction, keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { batches } from '../schema/index.ts';
import type { BatchRecord } from './read-batch.ts';

/** Batches that are not over, or those that are. */
export const BATCH_STAGES = ['open', 'over'] as const;
export type BatchStage = (typeof BATCH_STAGES)[number];

const OF_STAGE: Record<BatchStage, SQL> = {
  open: isNull(batches.endedAt),
  over: isNotNull(batches.endedAt),
};

export interface BatchFilter {
  scope: Scope;
  /** Those that whoever asks has a right to. */
  kinds: readonly BatchKind[];
  kind?: BatchKind | undefined;
  stage?: BatchStage | undefined;
  startedBy?: string | undefined;
  examSessionId?: string | undefined;
  order?: Direction | undefined;
  /** The moment and id of the last one seen. */
  after?: readonly [string, string] | undefined;
  limit: number;
}

/** Lists the batches of a scope, newest first unless asked otherwise. Those for the whole country are in the centre's list alone. */
export async function listBatches(db: Reader, filter: BatchFilter): Promise<BatchRecord[]> {
  const { scope, kinds, kind, stage, startedBy, examSessionId, order = 'desc', after, limit } = filter;
  const { orderBy, beyond } = keyset(
    { by: batches.createdAt, tie: batches.id, descending: order === 'desc' },
    after,
  );
  return db
    .select()
    .from(batches)
    .where(
      and(
        inScope(batches.scope, scope),
        inArray(batches.kind, [...kinds]),
        kind && eq(batches.kind, kind),
        stage && OF_STAGE[stage],
        startedBy === undefined
          ? undefined
          : inArray(batches.startedBy, accountsMeant(startedBy).map(staffActor)),
        examSessionId === undefined ? undefined : eq(batches.examSessionId, examSessionId),
        beyond,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}
