import type { Payment } from '../../domain/registration/commands.ts';
import {
  GatewayUnreachableError,
  type PaymentGateway,
  type PaymentNotice,
} from '../../gateways/payment-gateway.ts';

/**
 * Finds the payment that a verified notice tells of. One that says that money moved, but not when it was paid, or that
 * only speaks of its refund, does not prove what is left: the gateway is asked, whose answer has it all.
 * @returns null when no money came, or it has all gone back; `unanswered` when the notice must come again
 */
export async function paymentBehindNotice(
  gateway: PaymentGateway,
  notice: PaymentNotice,
): Promise<Payment | null | 'unanswered'> {
  const { orderNo, tradeNo, amountFen, status, paidAt } = notice;
  if (status === 'waiting' || status === 'closed') return null;
  if (status === 'paid' && paidAt !== null)
    return { orderNo, gateway: gateway.name, tradeNo, amountFen, paidAt };
  try {
    const trade = await gateway.queryTrade(orderNo);
    if (trade.status === 'paid') {
      const { status: _, ...paid } = trade;
      return { orderNo, gateway: gateway.name, ...paid };
    }
    // The money that a refund speaks of is gone; money that the gateway itself does not know of yet must be told again.
    return status === 'refunded' ? null : 'unanswered';
  } catch (error) {
    if (error instanceof GatewayUnreachableError) return 'unanswered';
    throw error;
  }
}
