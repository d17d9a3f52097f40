import type { Vault } from '../vault.ts';

/** The length of a check code; 60 bits are short enough to be read out, and hopeless to guess. */
const TICKET_CHECK_CODE_LENGTH = 10;

/**
 * Computes the code printed beside the ticket number, which nobody without the key can forge: of the number and of the
 * issue, so that no ticket passes for a later one.
 */
export function ticketCheckCode(vault: Vault, ticketNumber: string, issue: number): string {
  return vault.blindIndex('ticketNumber', `${ticketNumber}.${issue}`).slice(0, TICKET_CHECK_CODE_LENGTH);
}
