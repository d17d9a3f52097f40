import { readBatchApproval } from '../../db/batches/batch-approvals.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { DoneRow, RowInTurn } from '../../db/batches/run-page.ts';
import { openParameters } from '../../db/batches/sealed-batch.ts';
import type { Transaction } from '../../db/connect.ts';
import { hasRoom } from '../../db/messages/has-room.ts';
import { listWaiting, readWaiting, seenOf } from '../../db/review/decide-many.ts';
import { decideReviewIn } from '../../db/review/decide-review.ts';
import { openReviewPersonal } from '../../db/review/read-review.ts';
import { SEALED } from '../../db/sealed-places.ts';
import { sealedVerdict } from '../../db/staff/sealed-reason.ts';
import { actorParts } from '../../domain/actor.ts';
import type { RowRefusal } from '../../domain/batches/row.ts';
import type { BulkDecision } from '../../domain/batches/bulk.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { reviewsAskedIn } from '../../domain/review/desk-filter.ts';
import type { Vault } from '../../db/vault.ts';
import type { Instant } from '../../domain/time.ts';
import { filterWork } from '../batches/filter-work.ts';
import { sessionOf } from '../batches/session-of.ts';

/** The rows of a page: each is locked until the page is done. */
const PAGE_ROWS = 50;
/** The signals that may wait in the outbox: offers of seats travel there, too. */
const MOST_SIGNALS = 400;
const LOOK_AGAIN_MS = 2_000;

/** 批量复核: one decision for all that a filter of the desk finds waiting. */
export const DECIDE_WORK = filterWork({
  page: async ({ db, vault }, batch, after, limit) => {
    const filter = { examSessionId: sessionOf(batch), scope: batch.scope };
    const asked = reviewsAskedIn(batch.filter ?? {}, batch.createdAt);
    const found = await listWaiting(db, { ...asked, ...filter, after, limit });
    return found.map((one) => {
      const { id, schoolCode } = one.record;
      const { name, idNumber } = openReviewPersonal(vault, one.record);
      return { key: id, schoolCode, cells: { name, idNumber }, seen: seenOf(one) };
    });
  },
  waitMs: async ({ db }) => ((await hasRoom(db, 'signals', MOST_SIGNALS)) ? 0 : LOOK_AGAIN_MS),
  run: async ({ vault, clock }) => ({
    pageRows: PAGE_ROWS,
    apply: (tx, batch, rows) => decide(tx, vault, batch, rows, clock.now()),
  }),
});

const REFUSALS: Partial<Record<DomainErrorCode, RowRefusal>> = {
  REVIEW_DECIDED: 'DECIDED',
  REVIEW_EXPIRED: 'LAPSED',
  REVIEW_FILED_BY_YOU: 'FILED_BY_STARTER',
};

const STATES = { approve: 'approved', reject: 'rejected' } as const;

async function decide(
  tx: Transaction,
  vault: Vault,
  batch: BatchRecord,
  rows: readonly RowInTurn[],
  at: Instant,
): Promise<DoneRow[]> {
  const { decision } = openParameters<{ decision: BulkDecision }>(vault, batch) ?? {};
  if (!decision) throw new Error(`batch ${batch.id} says nothing to decide`);
  const present = await readWaiting(
    tx,
    rows.flatMap(({ key }) => key ?? []),
  );
  const account = actorParts(batch.startedBy).id;
  const seconder = (await readBatchApproval(tx, batch.id))?.approval.decidedBy ?? undefined;
  const done: DoneRow[] = [];
  for (const { line, key, seen } of rows) {
    const one = key === null ? undefined : present.get(key);
    if (!one || one.record.state === 'deleted') {
      done.push({ line, result: 'refused', refusal: 'NOT_FOUND' });
      continue;
    }
    const { id, state, version } = one.record;
    if (state === STATES[decision.outcome]) {
      done.push({ line, result: 'unchanged' });
      continue;
    }
    if (state === 'pending' && seen !== seenOf(one)) {
      done.push({ line, result: 'refused', refusal: 'CHANGED_MEANWHILE' });
      continue;
    }
    const verdict = {
      ...sealedVerdict(vault, SEALED.reviewReason(id), decision),
      version,
      account,
      proofs: one.proofs,
      seconder,
    };
    const decided = await decideReviewIn(tx, vault, id, verdict, at, { isBulk: true });
    const refusal = decided ? decided.refusal : 'REVIEW_NOT_FOUND';
    // Somebody else came to the same in the same moment.
    if (refusal === 'REVIEW_DECIDED' && decided?.record.state === STATES[decision.outcome]) {
      done.push({ line, result: 'unchanged' });
      continue;
    }
    done.push(
      refusal === null
        ? { line, result: 'done' }
        : { line, result: 'refused', refusal: REFUSALS[refusal] ?? 'CHANGED_MEANWHILE' },
    );
  }
  return done;
}
