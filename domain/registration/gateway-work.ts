import type { GatewayName, Registration } from './state.ts';

/**
 * A question or request to the gateway, pending until it has answered. It follows from the state, so no restart loses
 * it.
 */
export type GatewayWork =
  | { kind: 'check'; orderNo: string; gateway: GatewayName; close: boolean }
  | { kind: 'refund'; orderNo: string; gateway: GatewayName; refundNo: string; amountFen: number };

export function gatewayWork(registration: Registration): GatewayWork[] {
  return registration.orders.flatMap((order): GatewayWork[] => {
    const { orderNo, gateway } = order;
    if (order.settlement)
      return [{ kind: 'check', orderNo, gateway, close: order.settlement.reason !== 'refresh' }];
    if (order.state === 'refunding' && order.refund) {
      return [
        { kind: 'refund', orderNo, gateway, refundNo: order.refund.refundNo, amountFen: order.amountFen },
      ];
    }
    return [];
  });
}
