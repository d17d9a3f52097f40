import type { Clock } from '../../config/clock.ts';
import type { Environment } from '../../config/environment.ts';

/** What tells one PayEase merchant from another, and the sandbox from the real one. */
export interface PayeaseSettings {
  /** Without a slash at its end; pages and queries lie below it. */
  gatewayUrl: string;
  merchantId: string;
  /** Shared with PayEase; keys every digest. */
  key: string;
  clock: Clock;
  /** How long one call may take in all, in milliseconds. */
  timeoutMs?: number;
}

/** The settings as the environment of a process gives them. */
export function payeaseSettings(environment: Environment, clock: Clock): PayeaseSettings {
  return {
    gatewayUrl: environment.PAYEASE_GATEWAY_URL.replace(/\/$/, ''),
    merchantId: environment.PAYEASE_MERCHANT_ID,
    key: environment.PAYEASE_KEY,
    clock,
  };
}
