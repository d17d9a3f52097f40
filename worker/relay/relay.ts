import { lapseBatchApprovals } from '../../db/batches/batch-approvals.ts';
import { raiseBatches } from '../../db/batches/raise-batches.ts';
import { raiseRowsAhead } from '../../db/messages/row-ahead.ts';
import { raiseOverdue } from '../../db/review/raise-overdue.ts';
import { tellMovedEnds } from '../../db/review/tell-moved-ends.ts';
import { dropLooseProofs } from '../../db/staff/proofs.ts';
import { lapseSubmissions } from '../../db/staff/lapse-submissions.ts';
import { askGateway } from './ask-gateway.ts';
import type { RelayDependencies } from './dependencies.ts';
import { createLanes } from './lanes.ts';
import { promoteWaiting } from './promote-waiting.ts';
import { Sweep } from './sweep.ts';

/**
 * Carries messages from the database to their receivers, at least once, in lanes that do not wait for each other, and
 * sweeps for what staff's changes have set free and for orders whose notice may be lost. Any number of relays may run.
 */
export class Relay {
  readonly #lanes: ReturnType<typeof createLanes>;
  readonly #sweeps: Sweep[];
  /** True while registrations and re-checks are left to be told of a moved end. */
  #isTelling = false;
  readonly #deps: RelayDependencies;
  #hearing: Promise<() => Promise<void>> | undefined;

  constructor(deps: RelayDependencies) {
    this.#deps = deps;
    this.#lanes = createLanes(deps);
    this.#sweeps = this.#createSweeps(deps);
  }

  /** Builds the sweeps, each on its own: one that waits for a busy pool, or fails, holds up no other. */
  #createSweeps(deps: RelayDependencies): Sweep[] {
    const { db, clock, log, gateways } = deps;
    return [
      ...Object.values(gateways).map(
        (gateway) => new Sweep(`ask/${gateway.name}`, log, () => askGateway(deps, gateway)),
      ),
      new Sweep('promoteWaiting', log, () => promoteWaiting(db, clock.now())),
      new Sweep('raiseRowsAhead', log, () => raiseRowsAhead(db, clock.now())),
      new Sweep('raiseOverdue', log, () => raiseOverdue(db, clock.now())),
      new Sweep('raiseBatches', log, () => raiseBatches(db, clock.now())),
      new Sweep('lapseSubmissions', log, () => lapseSubmissions(db, clock.now())),
      new Sweep('dropLooseProofs', log, () => dropLooseProofs(db, clock.now())),
      new Sweep('lapseBatchApprovals', log, () => lapseBatchApprovals(db, clock.now())),
      new Sweep('tellMovedEnds', log, async () => {
        this.#isTelling = await tellMovedEnds(db, clock.now());
      }),
    ];
  }

  start(): void {
    for (const sweep of this.#sweeps) sweep.start();
    for (const lane of this.#lanes) lane.start();
    this.#hearing ??= this.#hear();
  }

  async stop(): Promise<void> {
    await (await this.#hearing)?.();
    await Promise.all([...this.#sweeps, ...this.#lanes].map((each) => each.stop()));
  }

  /** Has lanes woken by what is stored for them; without it they still look from time to time. */
  async #hear(): Promise<() => Promise<void>> {
    const wake = (told?: string) => {
      for (const lane of this.#lanes) if (told === undefined || lane.name === told) lane.wake();
    };
    try {
      return await this.#deps.listen('relay', wake, wake);
    } catch (error) {
      this.#deps.log.warn({ error }, 'the relay is not told of work, and looks for it');
      return async () => {};
    }
  }

  /** Sweeps, then delivers what is due, once. @returns how much was tried; 0 when nothing is left */
  async drain(): Promise<number> {
    for (const sweep of this.#sweeps) await sweep.once();
    const tried = await Promise.all(this.#lanes.map((lane) => lane.drain()));
    return tried.reduce((sum, count) => sum + count, this.#isTelling ? 1 : 0);
  }
}
