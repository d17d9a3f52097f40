import type { Clock } from '../config/clock.ts';
import {
  claimVerification,
  finishVerification,
  giveBackVerification,
  keepVerification,
  rememberedHeads,
} from '../db/audit-verifications.ts';
import { verifyAudit } from '../db/verify-audit.ts';
import type { AuditSealerDependencies } from './audit-sealer.ts';
import { Sweep } from './relay/sweep.ts';

/** The process ends: another one begins the verification again. */
class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** Carries out verifications of what is written for good that staff ask for, one at a time, apart from the sealing. */
export class AuditVerifier {
  readonly #deps: AuditSealerDependencies;
  readonly #sweep: Sweep;
  #isStopping = false;

  constructor(deps: AuditSealerDependencies) {
    this.#deps = deps;
    this.#sweep = new Sweep('verifyAudit', deps.log, () => this.verifyAsked());
  }

  start(): void {
    this.#sweep.start();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#sweep.stop();
  }

  /** Carries out what was asked for, if anything was, and stores its report. */
  async verifyAsked(): Promise<void> {
    const { db, clock, keys, log } = this.#deps;
    const claimed = await claimVerification(db, clock.now());
    if (!claimed) return;
    try {
      const report = await verifyAudit(db, keys, await rememberedHeads(db), () =>
        this.#goOn(claimed.id, clock),
      );
      await finishVerification(db, claimed.id, report, clock.now());
      const findings = report.trails.reduce((sum, { findingCount }) => sum + findingCount, 0);
      log.info(
        { verification: claimed.id, findings, lostHeads: report.lostHeads.length },
        'the audit trails were verified',
      );
    } catch (error) {
      await giveBackVerification(db, claimed.id);
      if (!(error instanceof StoppedError)) throw error;
    }
  }

  async #goOn(id: number, clock: Clock): Promise<void> {
    if (this.#isStopping) throw new StoppedError();
    await keepVerification(this.#deps.db, id, clock.now());
  }
}
