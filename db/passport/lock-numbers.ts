import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import { passports } from '../schema/index.ts';
import { isDeadlock, violatedIndex } from '../unique-violation.ts';

export type PassportRow = typeof passports.$inferSelect;

/** The limit of retries when several people come to the same thing at once; each round settles one of them. */
const MAX_ROUNDS = 5;

const UNIQUE = ['passports_one_reserving_per_number', 'passports_one_verified_per_email'];

/**
 * Runs a transaction about numbers, and again if it lost a number or an address to another at the same moment: it then
 * sees who has it. A number that changes hands while its passports are being locked may also end in a deadlock.
 */
export async function withNumber<Outcome>(
  db: Database,
  run: (tx: Transaction) => Promise<Outcome>,
): Promise<Outcome> {
  for (let round = 1; ; round += 1) {
    try {
      return await db.transaction(run);
    } catch (error) {
      const lost = UNIQUE.includes(violatedIndex(error) ?? '') || isDeadlock(error);
      if (!lost || round === MAX_ROUNDS) throw error;
    }
  }
}

/**
 * Locks a passport and those that reserve or claim the given numbers, in ascending id, so that two who want each
 * other's number do not block each other. Those that merely name a number decide nothing and are not locked.
 */
export async function lockNumbers(
  tx: Transaction,
  idNumberIndexes: string[],
  ownId: string,
): Promise<PassportRow[]> {
  return tx
    .select()
    .from(passports)
    .where(ofNumbers(inArray(passports.idNumberIndex, idNumberIndexes), ownId))
    .orderBy(asc(passports.id))
    .for('no key update');
}

/** An open passport and those of its number, locked. */
export interface LockedPassport {
  own: PassportRow;
  all: PassportRow[];
}

/** Locks an open passport with those of its number. @returns null when there is no such passport */
export async function lockPassport(tx: Transaction, id: string): Promise<LockedPassport | null> {
  const seenIndex = sql<string>`(select own.id_number_index from ${passports} own where own.id = ${id})`;
  const rows = await tx
    .select({ passport: passports, seenIndex })
    .from(passports)
    .where(ofNumbers(sql`${passports.idNumberIndex} = ${seenIndex}`, id))
    .orderBy(asc(passports.id))
    .for('no key update');
  const own = rows.find(({ passport }) => passport.id === id);
  if (!own) return null;
  // The number was changed while the lock was waited for: those of the new one are locked instead.
  const isMoved = own.passport.idNumberIndex !== own.seenIndex;
  const all = isMoved
    ? await lockNumbers(tx, [own.passport.idNumberIndex], id)
    : rows.map(({ passport }) => passport);
  return { own: own.passport, all };
}

/** The open passports that reserve or claim some numbers, and one of its own. */
function ofNumbers(isOfNumber: SQL, ownId: string): SQL | undefined {
  return and(
    isNull(passports.closedAt),
    or(eq(passports.id, ownId), and(isOfNumber, ne(passports.hold, 'naming'))),
  );
}
