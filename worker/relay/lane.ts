import type { Logger } from 'pino';
import type { Clock } from '../../config/clock.ts';
import type { Instant } from '../../domain/time.ts';
import { Pause } from './pause.ts';

const LEASE_MS = 30_000;
/** A delivery that takes longer is tried again; shorter than the lease, so that no other relay is at it by then. */
const DELIVERY_TIMEOUT_MS = 25_000;
const STOP_PATIENCE_MS = 5_000;
const MAX_BACKOFF_MS = 5 * 60_000;
/** The attempts that fill some two days, by the back-off above. */
const MAX_ATTEMPTS = 600;

/** What travels in a lane, and how. */
export interface Cargo<Row> {
  /** The most deliveries under way at a time. */
  bound: number;
  /** Milliseconds after which to look for something due unless woken before. */
  pollMs: number;
  claim(now: Instant, lease: { untilAt: Instant; limit: number }): Promise<Row[]>;
  /** @returns when to look again; undefined when it is done */
  deliver(row: Row): Promise<Instant | void>;
  done(row: Row): Promise<void>;
  postpone(row: Row, dueAt: Instant): Promise<void>;
  /** Tells whether an error is final: trying again would only hold up what comes after it. */
  isPermanent?(error: unknown): boolean;
  /** Gives a delivery up and leaves it to a person; unset for what is never given up. */
  abandon?(row: Row, at: Instant): Promise<void>;
}

/**
 * Delivers one kind of cargo, at least once, a bounded number at a time. A slow delivery holds a place in its own lane,
 * never the next claim, and never another lane.
 */
export class Lane<Row extends { id: number; attempts: number }> {
  readonly name: string;
  readonly #cargo: Cargo<Row>;
  readonly #deps: { clock: Clock; log: Logger };
  readonly #underWay = new Set<Promise<void>>();
  #running: Promise<void> | undefined;
  #stopping = false;
  /** Tells that more may be due than there was room for. */
  #full = false;
  readonly #pause = new Pause();

  constructor(name: string, deps: { clock: Clock; log: Logger }, cargo: Cargo<Row>) {
    this.name = name;
    this.#deps = deps;
    this.#cargo = cargo;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Looks for something due at once. */
  wake(): void {
    this.#pause.end();
  }

  /** Stops claiming, and waits a while for the deliveries under way; what is left comes again after its lease. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#pause.end();
    await this.#running;
    const patience = new Pause();
    await Promise.race([Promise.all(this.#underWay), patience.wait(STOP_PATIENCE_MS)]);
    patience.end();
  }

  /** Delivers what is due, once. @returns how many deliveries were tried */
  async drain(): Promise<number> {
    const begun = await this.#begin();
    await Promise.all(this.#underWay);
    return begun;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      await this.#begin().catch((error: unknown) => {
        this.#deps.log.error({ lane: this.name, error }, 'a lane of the relay could not read what is due');
      });
      if (!this.#stopping && !(this.#full && this.#hasRoom())) await this.#pause.wait(this.#cargo.pollMs);
    }
  }

  /** Leaves claims until half the lane is free, so that a backlog is not fetched row by row. */
  #hasRoom(): boolean {
    return this.#underWay.size <= this.#cargo.bound / 2;
  }

  async #begin(): Promise<number> {
    const limit = this.#cargo.bound - this.#underWay.size;
    if (limit <= 0) return 0;
    const now = this.#deps.clock.now();
    const rows = await this.#cargo.claim(now, { untilAt: now + LEASE_MS, limit });
    this.#full = rows.length === limit;
    for (const row of rows) {
      const delivery = this.#attempt(row).finally(() => {
        this.#underWay.delete(delivery);
        if (this.#full && this.#hasRoom()) this.#pause.end();
      });
      this.#underWay.add(delivery);
    }
    return rows.length;
  }

  async #attempt(row: Row): Promise<void> {
    try {
      const againAt = await withinTime(this.#cargo.deliver(row));
      await (againAt ? this.#cargo.postpone(row, againAt) : this.#cargo.done(row));
    } catch (error) {
      await this.#failed(row, error).catch((failure: unknown) => {
        // The lease runs out, then the next relay takes it.
        this.#deps.log.error(
          { lane: this.name, id: row.id, error: failure },
          'a failed delivery was not noted',
        );
      });
    }
  }

  async #failed(row: Row, error: unknown): Promise<void> {
    const { clock, log } = this.#deps;
    const { abandon, isPermanent, postpone } = this.#cargo;
    const what = { lane: this.name, id: row.id, attempts: row.attempts, error };
    if (abandon && (row.attempts >= MAX_ATTEMPTS || isPermanent?.(error))) {
      log.error(what, 'gave up a delivery: a person must look');
      await abandon(row, clock.now());
    } else {
      log.warn(what, 'a delivery failed and is tried again');
      await postpone(row, clock.now() + Math.min(1_000 * 2 ** Math.min(row.attempts, 20), MAX_BACKOFF_MS));
    }
  }
}

async function withinTime<T>(delivery: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${DELIVERY_TIMEOUT_MS} ms`)),
      DELIVERY_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([delivery, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
