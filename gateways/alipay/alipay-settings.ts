import type { Clock } from '../../config/clock.ts';
import type { Environment } from '../../config/environment.ts';

/** The settings that differ between Alipay apps, and between the sandbox and the real gateway. */
export interface AlipaySettings {
  gatewayUrl: string;
  appId: string;
  sellerId: string;
  /** Base64 PKCS#8, without header lines. */
  appPrivateKey: string;
  /** Base64 SubjectPublicKeyInfo, without header lines. */
  alipayPublicKey: string;
  clock: Clock;
  /** The longest a call may take in all, in milliseconds. */
  timeoutMs?: number;
}

/** Takes the settings from the environment of a process. */
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
