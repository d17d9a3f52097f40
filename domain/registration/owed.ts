import type { Instant } from '../time.ts';
import { paymentStateOf } from './payment-state.ts';
import { heldEntries, isEntrySettling, isWrittenSettling, type Registration } from './state.ts';

/** What somebody has to pay. */
export interface Owed {
  subjects: string[];
  fen: number;
  /** The earliest deadline of it. */
  deadlineAt: Instant;
}

/** Tells what is to be paid; null where nothing is, or the gateway is being asked about all of it: it may be paid already. */
export function owedBy(registration: Registration): Owed | null {
  const entries = heldEntries(registration).filter(
    (entry) => !isEntrySettling(registration, entry.id) && !isWrittenSettling(registration, entry),
  );
  if (entries.length === 0) return null;
  return {
    subjects: entries.map(({ subject }) => subject),
    fen: paymentStateOf(registration, 'written').unpaidFen + paymentStateOf(registration, 'oral').unpaidFen,
    deadlineAt: Math.min(...entries.map(({ deadlineAt }) => deadlineAt)),
  };
}
