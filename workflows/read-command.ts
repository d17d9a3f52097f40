import type { Command } from '../domain/registration/commands.ts';

/**
 * Whether an update's argument has the shape of its command as far as the loop relies on it. The API checks input
 * against its schemas; this keeps anything else that reaches the server out of the rules.
 */
export function isCommand(value: unknown, type: Command['type']): value is Command {
  if (typeof value !== 'object' || value === null) return false;
  const command = value as Partial<Record<keyof Command, unknown>>;
  return (
    command.type === type &&
    typeof command.commandId === 'string' &&
    typeof command.requestHash === 'string' &&
    typeof command.passportId === 'string' &&
    typeof command.facts === 'object' &&
    command.facts !== null
  );
}

/** Whether a signal's argument is a payment. */
export function isPayment(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const payment = value as Record<string, unknown>;
  return (
    typeof payment.orderNo === 'string' &&
    typeof payment.tradeNo === 'string' &&
    typeof payment.gateway === 'string' &&
    Number.isSafeInteger(payment.amountFen) &&
    Number.isSafeInteger(payment.paidAt)
  );
}

/** Whether a signal's argument is an offered seat. */
export function isSeatOffer(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { waitlistEntryId, facts } = value as Record<string, unknown>;
  if (typeof waitlistEntryId !== 'string' || typeof facts !== 'object' || facts === null) return false;
  const { eligible, holdMinutes } = facts as Record<string, unknown>;
  return typeof eligible === 'boolean' && Number.isSafeInteger(holdMinutes);
}
