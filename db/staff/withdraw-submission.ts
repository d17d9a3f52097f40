import { eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { withdrawalRefusal } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { capacityChanges, corrections, rebinds } from '../schema/index.ts';
import { endCapacityCuts, endCorrections, endRebinds } from './end-undecided.ts';

const TABLES = {
  capacityChanges: { table: capacityChanges, end: endCapacityCuts },
  corrections: { table: corrections, end: endCorrections },
  rebinds: { table: rebinds, end: endRebinds },
} as const;

/**
 * Takes a submission back for its author, under the row's lock: of a decision and a withdrawal at one moment one counts.
 * @returns the reason if it was refused
 */
export async function withdrawSubmission(
  db: Database,
  what: keyof typeof TABLES,
  id: string,
  { account, at }: { account: string; at: Instant },
): Promise<DomainErrorCode | null> {
  const { table, end } = TABLES[what];
  const byId = eq(table.id, id);
  return db.transaction(async (tx) => {
    const [record] = await tx
      .select({ state: table.state, submittedBy: table.submittedBy })
      .from(table)
      .where(byId)
      .for('update');
    if (!record) throw new Error(`there is no submission ${id}`);
    const refusal = withdrawalRefusal(record, account);
    if (refusal === null) await end(tx, byId, { to: 'withdrawn', actor: staffActor(account), at });
    return refusal;
  });
}
