import { eq } from 'drizzle-orm';
import { campuses, capacityChanges, offerings, seatPools } from '../schema/index.ts';
import type { Reader } from '../reader.ts';
import { type SubmissionFilter, submissionsOf } from '../staff/submitted-order.ts';

export type CapacityChangeRecord = typeof capacityChanges.$inferSelect;

/** A change with its offering and its pool as they are now. */
export interface CapacityChangeRow {
  change: CapacityChangeRecord;
  offering: typeof offerings.$inferSelect;
  pool: typeof seatPools.$inferSelect;
  campus: { nameZh: string; nameEn: string };
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
  filter: SubmissionFilter,
): Promise<CapacityChangeRow[]> {
  const { where, orderBy } = submissionsOf(capacityChanges, filter);
  return changeRows(db)
    .where(where)
    .orderBy(...orderBy)
    .limit(filter.limit);
}

function changeRows(db: Reader) {
  return db
    .select({
      change: capacityChanges,
      offering: offerings,
      pool: seatPools,
      campus: { nameZh: campuses.nameZh, nameEn: campuses.nameEn },
    })
    .from(capacityChanges)
    .innerJoin(offerings, eq(offerings.id, capacityChanges.offeringId))
    .innerJoin(campuses, eq(campuses.code, offerings.campusCode))
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
