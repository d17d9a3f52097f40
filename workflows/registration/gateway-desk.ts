import { CancellationScope, log } from '@temporalio/workflow';
import { type GatewayWork, gatewayWork } from '../../domain/registration/gateway-work.ts';
import type { Occurrence } from '../../domain/registration/commands.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { patiently } from '../entity/activities.ts';
import { failureReason } from '../entity/failure-reason.ts';

/**
 * Asks gateways while the loop goes on. The questions follow from the state, so a new run asks them again by itself;
 * each answer comes back as an occurrence.
 */
export class GatewayDesk {
  readonly #atWork = new Set<string>();
  readonly #tell: (occurrence: Occurrence) => void;

  constructor(tell: (occurrence: Occurrence) => void) {
    this.#tell = tell;
  }

  get atWork(): string[] {
    return [...this.#atWork];
  }

  /** Starts the work that the state requires and that is not under way. */
  attend(registration: Registration): void {
    for (const work of gatewayWork(registration)) {
      const key = keyOf(work);
      if (this.#atWork.has(key)) continue;
      this.#atWork.add(key);
      void CancellationScope.nonCancellable(() => this.#do(work));
    }
  }

  /** Notes that the loop has processed the answer; the same question may then be asked again. */
  answered(occurrence: Occurrence): void {
    if (occurrence.type === 'orderChecked')
      this.#atWork.delete(keyOf({ kind: 'check', orderNo: occurrence.orderNo }));
    if (occurrence.type === 'refundDone')
      this.#atWork.delete(keyOf({ kind: 'refund', orderNo: occurrence.orderNo }));
  }

  async #do(work: GatewayWork): Promise<void> {
    const { orderNo } = work;
    try {
      if (work.kind === 'check') {
        const payment = await patiently.checkOrder({ gateway: work.gateway, orderNo, close: work.close });
        this.#tell({ type: 'orderChecked', orderNo, payment, closed: work.close });
      } else {
        // Runs from before answers named their question got none.
        if ((await patiently.refundOrder(work)) === false) throw new Error('no such refund was asked for');
        this.#tell({ type: 'refundDone', orderNo, refundNo: work.refundNo });
      }
    } catch (error) {
      log.error('a gateway was given up on; the work is taken up with the next message', {
        orderNo,
        error: failureReason(error),
      });
      this.#atWork.delete(keyOf(work));
    }
  }
}

function keyOf(work: Pick<GatewayWork, 'kind' | 'orderNo'>): string {
  return `${work.kind}/${work.orderNo}`;
}
