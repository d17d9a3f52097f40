import { and, eq } from 'drizzle-orm';
import type { Scope } from '../../domain/scopes.ts';
import type { SubmissionState } from '../../domain/staff/two-people.ts';
import { campuses, capacityChanges, offerings, seatPools } from '../schema/index.ts';
import { inScope } from '../in-scope.ts';
import type { Reader } from '../reader.ts';
import { type SubmittedCursor, submittedOrder } from '../staff/submitted-order.ts';

export type CapacityChangeRecord = typeof capacityChanges.$inferSelect;

/** A change with its offering and its pool as they are now. */
export interface CapacityChangeRow {
  change: CapacityChangeRecord;
  offering: typeof offerings.$inferSelect;
  pool: typeof seatPools.$inferSelect;
}

export async function readCapacityChange(db: Reader, id: string): Promise<CapacityChangeRecord | null> {
  const [record] = await db.select().from(capacityChanges).where(eq(capacityChanges.id, id)).limit(1);
  return record ?? null;
}

/** Reads one change with its pool, or null. */
export async function readCapacityChangeRow(db: Reader, id: string): Promise<CapacityChangeRow | null> {
  const [row] = await changeRows(db).where(eq(capacityChanges.id, id)).limit(1);
  return row ?? null;
}

/** Lists changes of a scope in a state: those waiting longest first, decided ones newest first. */
export async function listCapacityChanges(
  db: Reader,
  filter: { state: SubmissionState; scope: Scope; after?: SubmittedCursor | undefined; limit: number },
): Promise<CapacityChangeRow[]> {
  const { state, scope, after, limit } = filter;
  const { orderBy, beyond } = submittedOrder(capacityChanges, state === 'submitted');
  return changeRows(db)
    .where(and(eq(capacityChanges.state, state), inScope(capacityChanges.schoolCode, scope), beyond(after)))
    .orderBy(...orderBy)
    .limit(limit);
}

function changeRows(db: Reader) {
  return db
    .select({ change: capacityChanges, offering: offerings, pool: seatPools })
    .from(capacityChanges)
    .innerJoin(offerings, eq(offerings.id, capacityChanges.offeringId))
    .innerJoin(seatPools, eq(seatPools.offeringId, capacityChanges.offeringId))
    .$dynamic();
}

/** Finds the school that a campus belongs to, or null. */
export async function schoolOfCampus(db: Reader, campusCode: string): Promise<string | null> {
  const [row] = await db
    .select({ schoolCode: campuses.schoolCode })
    .from(campuses)
    .where(eq(campuses.code, campusCode));
  return row?.schoolCode ?? null;
}
