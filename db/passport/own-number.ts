import type { Instant } from '../../domain/time.ts';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { candidateActor } from '../../domain/actor.ts';
import type { NumberHold } from '../../domain/passport/number-hold.ts';
import { correlated } from '../correlated.ts';
import type { Database } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { lockPassport, withNumber } from './lock-numbers.ts';
import { settleNumber } from './settle-number.ts';

/** The column, beside a passport's, that tells whether another one reserves its number. */
export const isReservedByAnother = correlated(sql<boolean>`exists (
  select from ${passports} reserver where reserver.id_number_index = ${passports.idNumberIndex}
    and reserver.closed_at is null and reserver.hold = 'reserving' and reserver.id <> ${passports.id})`);

/** Tells whether a passport may act for its number: it reserves it, or names one that nobody reserves. */
export async function hasOwnNumber(
  db: Reader,
  passport: { hold: NumberHold; idNumberIndex: string },
): Promise<boolean> {
  if (passport.hold !== 'naming') return passport.hold === 'reserving';
  const [reserver] = await db
    .select({ id: passports.id })
    .from(passports)
    .where(
      and(
        eq(passports.idNumberIndex, passport.idNumberIndex),
        isNull(passports.closedAt),
        eq(passports.hold, 'reserving'),
      ),
    )
    .limit(1);
  return reserver === undefined;
}

/** Looks at a claimed number again: what its reserver stands on may be gone, or the claimant on a roll by now. */
export async function lookAtNumber(
  db: Database,
  vault: Vault,
  passportId: string,
  now: Instant,
): Promise<NumberHold> {
  return withNumber(db, async (tx) => {
    const locked = await lockPassport(tx, passportId);
    if (!locked) return 'naming';
    const { idNumberIndex } = locked.own;
    return settleNumber(tx, { idNumberIndex, passportId, actor: candidateActor(passportId), vault }, now);
  });
}
