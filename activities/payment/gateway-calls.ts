import { ApplicationFailure } from '@temporalio/activity';
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
 * Asks the gateway about an order and, with `close`, closes its trade when it is unpaid.
 * @returns the payment it took, or null
 * @throws GatewayUnreachableError, then to be called again
 */
export async function checkOrder(
  deps: ActivityDependencies,
  input: { gateway: GatewayName; orderNo: string; close: boolean },
): Promise<Payment | null> {
  const gateway = gatewayNamed(deps, input.gateway);
  const asked = await gateway.queryTrade(input.orderNo);
  if (asked.status === 'paid') return paymentOf(gateway, input.orderNo, asked);
  // An unknown trade is closed too: the payer may be creating it at this moment.
  if (!input.close || asked.status === 'closed') return null;
  const closed = await gateway.closeTrade(input.orderNo);
  if (closed.status === 'waiting') throw new GatewayUnreachableError(gateway.name, 'close');
  return closed.status === 'paid' ? paymentOf(gateway, input.orderNo, closed) : null;
}

/**
 * Sends money back by its original route, once per refund number. @throws GatewayUnreachableError, then to be called
 * again
 */
export async function refundOrder(
  deps: ActivityDependencies,
  input: { gateway: GatewayName; orderNo: string; refundNo: string; amountFen: number },
): Promise<void> {
  try {
    await gatewayNamed(deps, input.gateway).refund({ ...input, reason: 'registration no longer possible' });
  } catch (error) {
    if (error instanceof GatewayRefusedError) await listRefusedRefund(deps, input);
    throw error;
  }
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
    paidAt: trade.paidAt.getTime(),
  };
}
