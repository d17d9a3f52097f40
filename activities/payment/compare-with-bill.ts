import { heartbeat } from '@temporalio/activity';
import {
  type BookedLine,
  readAskedRefunds,
  readBookedPayments,
  readBookedRefunds,
  readKnownOrders,
  writeReconciliation,
} from '../../db/payment/booked-payments.ts';
import { tellOfPayment } from '../../db/payment/store-notice.ts';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import type { PaymentExceptionKind } from '../../domain/registration/payment-exception.ts';
import {
  type BilledLine,
  judgePayment,
  notBilled,
  unexpectedRefunds,
} from '../../domain/payment/reconciliation.ts';
import type { GatewayName } from '../../domain/registration/state.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import { beijingDay, startOfBeijingDay } from '../../domain/beijing-time.ts';
import type { BillLine, PaymentGateway } from '../../gateways/payment-gateway.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { gatewayNamed } from './gateway-calls.ts';

const CHUNK = 500;

export interface ReconcileInput {
  gateway: GatewayName;
  /** The Beijing day, e.g. `2026-11-20`; unset: the day before `dueAt`. */
  day: string | undefined;
  dueAt: Instant;
}

export interface ReconciliationSummary {
  gateway: GatewayName;
  day: string;
  billedPayments: number;
  billedRefunds: number;
  recovered: number;
  exceptions: number;
  differenceFen: number;
}

/**
 * Compares a gateway's bill of one day with our records. A payment that we had not heard of is processed like a
 * verified notice; every other difference is listed for staff, once.
 * @throws GatewayUnreachableError while the bill is not available
 */
export async function compareWithBill(
  deps: ActivityDependencies,
  input: ReconcileInput,
): Promise<ReconciliationSummary> {
  const { db, log, clock } = deps;
  const gateway = gatewayNamed(deps, input.gateway);
  const day = input.day ?? beijingDay(input.dueAt - DAY_MS);
  const from = startOfBeijingDay(day);
  const span = { gateway: gateway.name, from, to: from + DAY_MS };

  const bill = await gateway.dailyBill(day);
  const [payments, refunds] = [linesOf(bill, 'payment'), linesOf(bill, 'refund')];
  const [paid, refunded] = [await readBookedPayments(db, span), await readBookedRefunds(db, span)];

  const comparison = new Comparison(deps, gateway.name);
  for (const lines of chunksOf(payments)) await comparison.payments(lines);
  for (const lines of chunksOf(refunds)) await comparison.refunds(lines);
  const unbilled = await notOnBills(gateway, day, { payments, refunds, paid, refunded });
  await comparison.list('payment-not-billed', unbilled.payments);
  await comparison.list('refund-not-billed', unbilled.refunds);

  const summary = {
    gateway: gateway.name,
    day,
    billedPayments: payments.length,
    billedRefunds: refunds.length,
    recovered: comparison.recovered,
    exceptions: comparison.exceptions,
    differenceFen: sumOf(payments) - sumOf(refunds) - (sumOf(paid) - sumOf(refunded)),
  };
  await writeReconciliation(db, { ...summary, comparedAt: clock.now() });
  log.info(summary, "a day was compared with the gateway's bill");
  return summary;
}

class Comparison {
  recovered = 0;
  exceptions = 0;
  readonly #deps: ActivityDependencies;
  readonly #gateway: GatewayName;

  constructor(deps: ActivityDependencies, gateway: GatewayName) {
    this.#deps = deps;
    this.#gateway = gateway;
  }

  async payments(lines: BillLine[]): Promise<void> {
    const { db, vault } = this.#deps;
    const known = await readKnownOrders(db, this.#gateway, orderNosOf(lines));
    for (const line of lines) {
      const verdict = judgePayment(line, known.get(line.orderNo));
      if (verdict === 'known') continue;
      if (verdict === 'unheard') {
        const { orderNo, tradeNo, amountFen, at } = line;
        const payment = { orderNo, tradeNo, amountFen, gateway: this.#gateway, paidAt: at };
        await tellOfPayment(db, vault, 'bill', payment, this.#deps.clock.now());
        this.recovered += 1;
      } else await this.list(verdict, [line]);
    }
    heartbeat();
  }

  async refunds(lines: BillLine[]): Promise<void> {
    const asked = await readAskedRefunds(this.#deps.db, this.#gateway, orderNosOf(lines));
    await this.list('refund-unexpected', unexpectedRefunds(lines, asked));
    heartbeat();
  }

  async list(kind: PaymentExceptionKind, lines: BilledLine[]): Promise<void> {
    const foundAt = this.#deps.clock.now();
    for (const { orderNo, tradeNo, amountFen } of lines) {
      await recordPaymentException(this.#deps.db, { kind, orderNo, tradeNo, amountFen, foundAt });
      this.exceptions += 1;
    }
  }
}

/**
 * Finds our bookings that are not on the bills. The previous day's bill counts too: the gateway may book just before
 * midnight what we hear of just after it.
 */
async function notOnBills(
  gateway: PaymentGateway,
  day: string,
  {
    payments,
    refunds,
    paid,
    refunded,
  }: Record<'payments' | 'refunds', BillLine[]> & Record<'paid' | 'refunded', BookedLine[]>,
): Promise<{ payments: BookedLine[]; refunds: BookedLine[] }> {
  const unbilled = { payments: notBilled(paid, payments), refunds: notBilled(refunded, refunds) };
  if (unbilled.payments.length + unbilled.refunds.length === 0) return unbilled;
  const earlier = await gateway.dailyBill(beijingDay(startOfBeijingDay(day) - 1));
  return {
    payments: notBilled(unbilled.payments, linesOf(earlier, 'payment')),
    refunds: notBilled(unbilled.refunds, linesOf(earlier, 'refund')),
  };
}

function linesOf(bill: BillLine[], kind: BillLine['kind']): BillLine[] {
  return bill.filter((line) => line.kind === kind);
}

function orderNosOf(lines: BillLine[]): string[] {
  return [...new Set(lines.map(({ orderNo }) => orderNo))];
}

function sumOf(lines: { amountFen: number }[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function chunksOf<Item>(items: Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) =>
    items.slice(i * CHUNK, (i + 1) * CHUNK),
  );
}
