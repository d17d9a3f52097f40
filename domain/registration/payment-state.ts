import type { Mode } from '../subjects.ts';
import { liveEntries, type Registration } from './state.ts';

/** 全未支付 / 部分支付 / 全部支付 of one mode, and the unpaid amount, in fen. */
export interface PaymentState {
  state: 'none' | 'unpaid' | 'partlyPaid' | 'paid';
  unpaidFen: number;
}

export function paymentStateOf(registration: Registration, mode: Mode): PaymentState {
  const entries = liveEntries(registration).filter((entry) => entry.mode === mode);
  const unpaid = entries.filter((entry) => entry.state === 'held');
  const unpaidFen = unpaid.reduce((total, entry) => total + entry.feeFen, 0);
  if (entries.length === 0) return { state: 'none', unpaidFen };
  if (unpaid.length === 0) return { state: 'paid', unpaidFen };
  return { state: unpaid.length === entries.length ? 'unpaid' : 'partlyPaid', unpaidFen };
}
