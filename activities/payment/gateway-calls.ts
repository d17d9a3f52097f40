import { ApplicationFailure } from '@temporalio/activity';
import { keepClosing, keepRefund } from '../../db/registration/gateway-proof.ts';
import { keepAnswer } from '../../db/registration/payment-proof.ts';
import { readRefund } from '../../db/registration/read-refund.ts';
import { recordPaymentException } from '../../db/registration/record-payment-exception.ts';
import type { Payment } from '../../domain/registration/commands.ts';
import type { GatewayName } from '../../domain/registration/state.ts';
import {
  GatewayRefusedError,
  GatewayUnreachableError,
  type PaymentGateway,
  type TradeState,
} from '../../gateways/payment-gateway.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * Asks the gateway about an order and, with `close`, closes its trade when it is unpaid. Its answer is kept: it proves the
 * payment, or that none will come, where that counts.
 * @returns the payment it took, or null
 * @throws GatewayUnreachableError, then to be called again
 */
export async function checkOrder(
  deps: ActivityDependencies,
  input: { gateway: GatewayName; orderNo: string; close: boolean },
): Promise<Payment | null> {
  const gateway = gatewayNamed(deps, input.gateway);
  const asked = await gateway.queryTrade(input.orderNo);
  if (asked.status === 'paid') return kept(deps, paymentOf(gateway, input.orderNo, asked));
  if (!input.close) return null;
  // An unknown trade is closed too: the payer may be creating it at this moment.
  const closed = asked.status === 'closed' ? asked : await gateway.closeTrade(input.orderNo);
  if (closed.status === 'waiting') throw new GatewayUnreachableError(gateway.name, 'close');
  if (closed.status === 'paid') return kept(deps, paymentOf(gateway, input.orderNo, closed));
  await keepClosing(deps.db, input.orderNo, deps.clock.now());
  return null;
}

/** Keeps what a gateway has answered: its row proves the payment where it counts. */
async function kept({ db, vault, clock }: ActivityDependencies, payment: Payment): Promise<Payment> {
  await keepAnswer(db, vault, payment, clock.now());
  return payment;
}

/**
 * Sends money back by its original route, once per refund number: the amount, order and gateway of the refund's row.
 * That the gateway has done it is kept.
 * @returns false for a refund that was never asked for
 * @throws GatewayUnreachableError, then to be called again
 */
export async function refundOrder(
  deps: ActivityDependencies,
  { refundNo }: { gateway: GatewayName; orderNo: string; refundNo: string; amountFen: number },
): Promise<boolean> {
  const refund = await readRefund(deps.db, refundNo);
  if (!refund) return false;
  const { gateway, orderNo, amountFen } = refund;
  const reason = 'registration no longer possible';
  try {
    await gatewayNamed(deps, gateway).refund({ orderNo, refundNo, amountFen, reason });
  } catch (error) {
    if (error instanceof GatewayRefusedError) await listRefusedRefund(deps, refund);
    throw error;
  }
  await keepRefund(deps.db, refundNo, deps.clock.now());
  return true;
}

/**
 * Lists a refused refund for finance, who must act, e.g. fill the seller's account; meanwhile the request is repeated.
 */
async function listRefusedRefund(
  { db, clock }: ActivityDependencies,
  { orderNo, refundNo, amountFen }: { orderNo: string; refundNo: string; amountFen: number },
): Promise<void> {
  await recordPaymentException(db, {
    kind: 'refund-refused',
    orderNo,
    tradeNo: refundNo,
    amountFen,
    foundAt: clock.now(),
  });
}

/** Finds the gateway that the worker has under this name. @throws ApplicationFailure when it has none */
export function gatewayNamed(deps: ActivityDependencies, name: GatewayName): PaymentGateway {
  const gateway = deps.gateways[name];
  if (!gateway)
    throw ApplicationFailure.create({
      message: `no gateway ${name} on this worker`,
      type: 'GATEWAY_MISSING',
    });
  return gateway;
}

function paymentOf(
  gateway: PaymentGateway,
  orderNo: string,
  trade: Extract<TradeState, { status: 'paid' }>,
): Payment {
  return {
    orderNo,
    gateway: gateway.name,
    tradeNo: trade.tradeNo,
    amountFen: trade.amountFen,
    paidAt: trade.paidAt,
  };
}
