import type { Clock } from '../config/clock.ts';
import type { Environment } from '../config/environment.ts';
import { createAlipayGateway } from './alipay/alipay-gateway.ts';
import { alipaySettings } from './alipay/alipay-settings.ts';
import { createPayeaseGateway } from './payease/payease-gateway.ts';
import { payeaseSettings } from './payease/payease-settings.ts';
import type { GatewayName, PaymentGateway } from './payment-gateway.ts';

export type PaymentGateways = Record<GatewayName, PaymentGateway>;

export const GATEWAY_NAMES: readonly GatewayName[] = ['alipay', 'payease'];

/** Creates every gateway of the installation, by name. */
export function createPaymentGateways(environment: Environment, clock: Clock): PaymentGateways {
  return {
    alipay: createAlipayGateway(alipaySettings(environment, clock)),
    payease: createPayeaseGateway(payeaseSettings(environment, clock)),
  };
}
