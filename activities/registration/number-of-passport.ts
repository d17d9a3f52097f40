import type { Transaction } from '../../db/connect.ts';
import { type LockedPassport, lockPassport } from '../../db/passport/lock-numbers.ts';
import { settleNumber } from '../../db/passport/settle-number.ts';
import type { Decided, Seated } from './decided.ts';
import { refuse } from './nothing-written.ts';

/**
 * Locks the passport that a decision binds or lets go, with those of its number. Passports are locked before
 * registrations, here as in a rebind, so that the two do not block each other.
 * @returns null when it does neither, or when the passport is closed
 */
export async function lockNumber(
  tx: Transaction,
  decided: Pick<Decided, 'before' | 'events'>,
): Promise<LockedPassport | null> {
  const passportId = boundOrLeft(decided);
  return passportId === null ? null : lockPassport(tx, passportId);
}

/**
 * Reserves the number of a passport that has saved its registration; settles whose it is when one is gone.
 * @throws NothingWritten when another passport reserves the number
 */
export async function settleNumberOf(tx: Transaction, { actor, after, at, number }: Seated): Promise<void> {
  if (!number) return;
  const { id: passportId, idNumberIndex } = number.own;
  const saving = after.passportId !== null;
  const hold = await settleNumber(
    tx,
    { idNumberIndex, passportId, actor, saving, locked: number.all, vault: null },
    at,
  );
  if (saving && hold !== 'reserving')
    refuse(hold === 'claiming' ? 'PASSPORT_CLAIMING' : 'ID_NUMBER_RESERVED');
}

/** Names the passport that the events bind, or else the one they let go; null when they do neither. */
function boundOrLeft({ before, events }: Pick<Decided, 'before' | 'events'>): string | null {
  const saved = events.find((event) => event.type === 'saved');
  if (saved) return saved.passportId;
  return events.some((event) => event.type === 'deleted') ? before.passportId : null;
}
