import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { KeyRing } from '../config/key-ring.ts';
import type { Database } from '../db/connect.ts';
import { sealAudit } from '../db/seal-audit.ts';

const SEAL_EVERY_MS = 10_000;

export interface AuditSealerDependencies {
  db: Database;
  clock: Clock;
  log: Logger;
  keys: KeyRing;
}

/**
 * Seals what is written for good, every ten seconds. Each new head goes to the log, which is out of the database's
 * reach: a chain that is cut short later lacks it. Any number of sealers may run.
 */
export class AuditSealer {
  readonly #deps: AuditSealerDependencies;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> = Promise.resolve();

  constructor(deps: AuditSealerDependencies) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#next(), SEAL_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sealing;
  }

  /** Seals once and logs the heads. */
  async seal(): Promise<void> {
    const { db, clock, log, keys } = this.#deps;
    for (const { trail, number, rowKeys, keyId, head } of await sealAudit(db, keys, clock.now()))
      log.info({ trail, seal: number, rows: rowKeys.length, keyId, head }, 'an audit trail was sealed');
  }

  #next(): void {
    // A round that takes longer than the pause is followed by the next one, never joined by it.
    this.#sealing = this.#sealing
      .then(() => this.seal())
      .catch((error: unknown) => this.#deps.log.error({ error }, 'the audit trails could not be sealed'));
  }
}
