import type { Clock } from '../../config/clock.ts';
import type { Environment } from '../../config/environment.ts';

/** The settings that differ between PayEase merchants, and between the sandbox and the real gateway. */
export interface PayeaseSettings {
  /** The address that payers' browsers go to. Neither address ends in a slash. */
  gatewayUrl: string;
  /** The address that our servers call. */
  apiUrl: string;
  merchantId: string;
  /** The secret shared with PayEase, the key of every digest. */
  key: string;
  /** PayEase's public key, base64 without header lines: checks its statements about money. */
  publicKey: string;
  /** The account at PayEase that requests refunds. */
  refundOperator: string;
  clock: Clock;
  /** The longest a call may take in all, in milliseconds. */
  timeoutMs?: number;
}

/** Takes the settings from the environment of a process. */
export function payeaseSettings(environment: Environment, clock: Clock): PayeaseSettings {
  return {
    gatewayUrl: environment.PAYEASE_GATEWAY_URL.replace(/\/$/, ''),
    apiUrl: environment.PAYEASE_API_URL.replace(/\/$/, ''),
    merchantId: environment.PAYEASE_MERCHANT_ID,
    key: environment.PAYEASE_KEY,
    publicKey: environment.PAYEASE_PUBLIC_KEY,
    refundOperator: environment.PAYEASE_REFUND_OPERATOR,
    clock,
  };
}
