import type { Clock } from '../../config/clock.ts';
import type { Environment } from '../../config/environment.ts';

/** What tells one Alipay app from another, and the sandbox from the real one. */
export interface AlipaySettings {
  gatewayUrl: string;
  appId: string;
  sellerId: string;
  /** Base64 PKCS#8, without header lines. */
  appPrivateKey: string;
  /** Base64 SubjectPublicKeyInfo, without header lines. */
  alipayPublicKey: string;
  clock: Clock;
  /** How long one call may take in all, in milliseconds. */
  timeoutMs?: number;
}

/** The settings as the environment of a process gives them. */
export function alipaySettings(environment: Environment, clock: Clock): AlipaySettings {
  return {
    gatewayUrl: environment.ALIPAY_GATEWAY_URL,
    appId: environment.ALIPAY_APP_ID,
    sellerId: environment.ALIPAY_SELLER_ID,
    appPrivateKey: environment.ALIPAY_APP_PRIVATE_KEY,
    alipayPublicKey: environment.ALIPAY_PUBLIC_KEY,
    clock,
  };
}
