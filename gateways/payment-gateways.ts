import type { Clock } from '../config/clock.ts';
import type { Environment } from '../config/environment.ts';
import { createAlipayGateway } from './alipay/alipay-gateway.ts';
import { alipaySettings } from './alipay/alipay-settings.ts';
import type { GatewayName, PaymentGateway } from './payment-gateway.ts';

export const GATEWAY_NAMES: readonly GatewayName[] = ['alipay'];

/** Every gateway of the installation, by name. */
export function createPaymentGateways(
  environment: Environment,
  clock: Clock,
): Partial<Record<GatewayName, PaymentGateway>> {
  return { alipay: createAlipayGateway(alipaySettings(environment, clock)) };
}
