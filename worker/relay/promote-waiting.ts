import type { Database } from '../../db/connect.ts';
import { listOpenedPools, listPoolsToPromote, lockPools, promoteHeads } from '../../db/seats/waitlist.ts';
import type { Instant } from '../../domain/time.ts';

/**
 * Serves queues whose pool has free seats although nobody released one just now: its capacity was raised, or its campus
 * has opened. The transaction that releases a seat offers it itself.
 */
export async function promoteWaiting(db: Database, now: Instant): Promise<void> {
  const pools = [...(await listOpenedPools(db, now)), ...(await listPoolsToPromote(db, now))];
  for (const offeringId of new Set(pools)) {
    await db.transaction(async (tx) => {
      await lockPools(tx, [offeringId]);
      await promoteHeads(tx, offeringId, now);
    });
  }
}
