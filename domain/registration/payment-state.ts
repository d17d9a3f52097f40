import type { Mode } from '../subjects.ts';
import { isEntrySettling, isWrittenSettling, liveEntries, type Registration } from './state.ts';

/**
 * 全未支付 / 部分支付 / 全部支付 of one mode, or 支付确认中 while the gateway is asked about any of it, and the unpaid
 * amount, in fen, without what is being confirmed and the orals of that.
 */
export interface PaymentState {
  state: 'none' | 'unpaid' | 'settling' | 'partlyPaid' | 'paid';
  unpaidFen: number;
}

export function paymentStateOf(registration: Registration, mode: Mode): PaymentState {
  const entries = liveEntries(registration).filter((entry) => entry.mode === mode);
  const held = entries.filter((entry) => entry.state === 'held');
  const unpaid = held.filter((entry) => !isEntrySettling(registration, entry.id));
  const due = unpaid.filter((entry) => !isWrittenSettling(registration, entry));
  const unpaidFen = due.reduce((total, entry) => total + entry.feeFen, 0);
  if (entries.length === 0) return { state: 'none', unpaidFen };
  if (held.length === 0) return { state: 'paid', unpaidFen };
  if (held.length > unpaid.length) return { state: 'settling', unpaidFen };
  return { state: held.length === entries.length ? 'unpaid' : 'partlyPaid', unpaidFen };
}
