import type { Clock } from '../../config/clock.ts';

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
