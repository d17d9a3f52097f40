import type { Clock } from '../../config/clock.ts';
import type { BatchRecord } from '../../db/batches/read-batch.ts';
import type { PageWork } from '../../db/batches/run-page.ts';
import type { BatchProblem } from '../../db/schema/batch.ts';
import type { Database } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import type { BatchKind } from '../../domain/batches/batch.ts';

export interface BatchNeeds {
  db: Database;
  vault: Vault;
  clock: Clock;
}

/**
 * Tells that the work goes on, and how many rows are done if that is known. Called with a number it throws when the work is to stop: at
 * places where stopping costs nothing.
 */
export type Alive = (done?: number) => void;

/** How one kind of batch is done. Each function goes on where an earlier call was interrupted. */
export interface BatchWork {
  /** Looks at what was sent, and moves the batch on. @throws BatchRefusal */
  read?(needs: BatchNeeds, batch: BatchRecord, alive: Alive): Promise<void>;
  /** Checks every row, keeps what it found, and moves the batch on. @throws BatchRefusal */
  check?(needs: BatchNeeds, batch: BatchRecord, alive: Alive): Promise<void>;
  /** Makes the work on one page, with the facts that count now. @throws BatchRefusal */
  run(needs: BatchNeeds, batch: BatchRecord): Promise<PageWork>;
  /** Tells for how long a page has to wait because of what others are at; 0: it need not. */
  waitMs?(needs: BatchNeeds): Promise<number>;
}

/** How each kind is done; a process that does some of them knows no others. */
export type BatchWorks = Partial<Record<BatchKind, BatchWork>>;

/** The reason why a batch cannot go on at all, as its people read it. */
export class BatchRefusal extends Error {
  override readonly name: string = 'BatchRefusal';
  readonly problem: BatchProblem;
  constructor(problem: BatchProblem, options?: ErrorOptions) {
    super(problem.message.en, options);
    this.problem = problem;
  }
}
