import { expireBatch } from '../../db/batches/clear-batch.ts';
import { failBatch } from '../../db/batches/end-step.ts';
import { type BatchRecord, readBatch } from '../../db/batches/read-batch.ts';
import { runPage } from '../../db/batches/run-page.ts';
import { readStarter } from '../../db/batches/read-starter.ts';
import { type BatchStep, isStep, keptUntil, type Turn, turnOf } from '../../domain/batches/batch.ts';
import { mayOrder } from '../../domain/batches/rights.ts';
import { type Alive, type BatchNeeds, BatchRefusal, type BatchWork, type BatchWorks } from './batch-work.ts';

/**
 * Where a batch stands after a step: whose turn it is, or that the next page waits for others; and when to look again if nobody tells;
 * null: never.
 */
export interface BatchStanding {
  turn: Turn | 'others';
  waitMs: number | null;
}

/** Does the next step of a batch: reads, checks, does a page, ends what nobody came for, or clears what is over. */
export async function stepBatch(
  needs: BatchNeeds,
  works: BatchWorks,
  batchId: string,
  alive: Alive,
): Promise<BatchStanding> {
  const before = await readBatch(needs.db, batchId);
  if (!before) return { turn: 'nobody', waitMs: null };
  const work = works[before.kind];
  if (isStep(before.state) && !work) throw new Error(`nobody here does batches of ${before.kind}`);
  const holdMs = before.state === 'running' ? ((await work?.waitMs?.(needs)) ?? 0) : 0;
  if (holdMs > 0) return { turn: 'others', waitMs: holdMs };
  const { state } = before;
  if (isStep(state) && work) await telling(alive, () => doStep(needs, work, { ...before, state }, alive));
  else if (before.dueAt !== null && keptUntil(before) <= needs.clock.now())
    await expireBatch(needs.db, before, needs.clock.now());
  const after = await readBatch(needs.db, batchId);
  if (!after) return { turn: 'nobody', waitMs: null };
  const turn = turnOf(after.state);
  if (turn === 'worker') return { turn, waitMs: 0 };
  return { turn, waitMs: after.dueAt === null ? null : Math.max(0, keptUntil(after) - needs.clock.now()) };
}

const ALIVE_EVERY_MS = 5_000;

/** Has it told from time to time that the work goes on, also while a file is unpacked or many rows are done in one page. */
async function telling<Result>(alive: Alive, work: () => Promise<Result>): Promise<Result> {
  const timer = setInterval(() => alive(), ALIVE_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

async function doStep(
  needs: BatchNeeds,
  work: BatchWork,
  batch: BatchRecord & { state: BatchStep },
  alive: Alive,
): Promise<void> {
  const { db, vault, clock } = needs;
  try {
    await requireStarter(needs, batch);
    if (batch.state === 'reading') await work.read?.(needs, batch, alive);
    else if (batch.state === 'checking') await work.check?.(needs, batch, alive);
    else await runPage(db, vault, batch.id, await work.run(needs, batch), clock.now());
  } catch (error) {
    if (!(error instanceof BatchRefusal)) throw error;
    await failBatch(db, batch.id, batch.state, error.problem, clock.now());
  }
}

/** Whoever has a batch done must still be allowed to: an account may be disabled, or get another scope, while it runs. */
async function requireStarter({ db }: BatchNeeds, batch: BatchRecord): Promise<void> {
  const starter = await readStarter(db, batch.startedBy);
  if (starter === 'operator' || (starter && mayOrder(starter, batch))) return;
  throw new BatchRefusal({
    code: 'NOT_ALLOWED',
    message: {
      zh: '发起人的账号已停用，或已无权处理此范围，余下的行未处理。',
      en: 'The account that started it is disabled, or may no longer do this here: the rows left were not done.',
    },
  });
}
