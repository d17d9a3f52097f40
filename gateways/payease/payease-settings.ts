import type { Clock } from '../../config/clock.ts';
import type { Environment } from '../../config/environment.ts';

/** What tells one PayEase merchant from another, and the sandbox from the real one. */
export interface PayeaseSettings {
  /** Where payers' browsers go. Neither address has a slash at its end. */
  gatewayUrl: string;
  /** Where our servers ask. */
  apiUrl: string;
  merchantId: string;
  /** Shared with PayEase; keys every digest. */
  key: string;
  /** PayEase's own, base64 without header lines: checks what it says of money. */
  publicKey: string;
  /** The account there in whose name refunds are asked for. */
  refundOperator: string;
  clock: Clock;
  /** How long one call may take in all, in milliseconds. */
  timeoutMs?: number;
}

/** The settings as the environment of a process gives them. */
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
