import type { Instant } from '../../domain/time.ts';
import { eq } from 'drizzle-orm';
import { candidateActor, type Actor } from '../../domain/actor.ts';
import { numberHoldMail } from '../../domain/passport/mails.ts';
import { type NumberHold, settledHolds } from '../../domain/passport/number-hold.ts';
import type { Transaction } from '../connect.ts';
import { messageLeft } from '../messages/leave-message.ts';
import { auditRecorded } from '../record-audit.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { together } from '../together.ts';
import { lockNumbers, type PassportRow } from './lock-numbers.ts';
import { numberedPassport, readNumberFacts } from './number-facts.ts';
import { isFoundByOwnNumber } from './sealed-passport.ts';

interface Settling {
  idNumberIndex: string;
  /** The passport by which the number is looked at: it may merely name it. */
  passportId: string;
  actor: Actor;
  /** True when that passport is saving a registration in this transaction. */
  saving?: boolean;
  /** The passports of the number, when they are locked already. */
  locked?: PassportRow[];
  /** Opens names, to compare them with rolls; without it nobody gives way to another. */
  vault: Vault | null;
}

/**
 * Decides who reserves a number now, and writes it: a reservation that has ended goes to the earliest verified claimant,
 * one that nothing stands on to a claimant on a roll. Sign-ins stay; those whose hold changes are told.
 * @returns the hold of the passport by which the number was looked at
 */
export async function settleNumber(tx: Transaction, settling: Settling, now: Instant): Promise<NumberHold> {
  const { idNumberIndex, passportId, saving, vault } = settling;
  const rows = settling.locked ?? (await lockNumbers(tx, [idNumberIndex], passportId));
  const ofNumber = rows.filter(
    (row) => row.idNumberIndex === idNumberIndex && (vault === null || isFoundByOwnNumber(vault, row)),
  );
  // Whoever saves a registration and has the number to themselves reserves it, whatever else they stand on.
  const numbered =
    saving && ofNumber.length === 1
      ? ofNumber.map((row) => numberedPassport(row, { registered: true }))
      : await readNumberFacts(tx, vault, ofNumber, now);
  const holds = settledHolds(numbered, saving ? passportId : null);
  // Whoever leaves the number comes first: it has one reserver at any moment.
  const changes = [...holds].toSorted(([, one], [, other]) => rank(one) - rank(other));
  const holdBefore = (id: string) => numbered.find((passport) => passport.id === id)?.hold ?? 'naming';
  // Where the number goes from one to another, both are told.
  const isTaken = changes.some(([id, to]) => to === 'claiming' && holdBefore(id) === 'reserving');
  for (const [id, to] of changes)
    await changeHold(tx, { id, from: holdBefore(id), to, isTaken, actor: settling.actor }, now);
  return holds.get(passportId) ?? rows.find(({ id }) => id === passportId)?.hold ?? 'naming';
}

const rank = (hold: NumberHold) => (hold === 'reserving' ? 1 : 0);

/** Writes a hold and tells whoever gained or lost a number that was theirs to use. */
async function changeHold(
  tx: Transaction,
  change: { id: string; from: NumberHold; to: NumberHold; isTaken: boolean; actor: Actor },
  now: Instant,
): Promise<void> {
  const { id, from, to, isTaken, actor } = change;
  const template =
    from === 'reserving' && to === 'claiming'
      ? 'numberLost'
      : to === 'reserving' && (from === 'claiming' || isTaken)
        ? 'numberReserved'
        : null;
  await together(tx, [
    tx.update(passports).set({ hold: to, heldSince: now }).where(eq(passports.id, id)),
    auditRecorded(tx, {
      actor,
      action: 'numberHoldChanged',
      target: candidateActor(id),
      details: { from, to },
      happenedAt: now,
    }),
    ...(template === null ? [] : messageLeft(tx, numberHoldMail(template, id, now), now)),
  ]);
}
