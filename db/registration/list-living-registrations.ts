import { and, asc, gt, isNotNull } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { registrations } from '../schema/index.ts';

/** Lists the ids of the registrations that a passport holds, in ascending order after one of them. */
export async function listLivingRegistrations(db: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: registrations.id })
    .from(registrations)
    .where(and(isNotNull(registrations.passportId), gt(registrations.id, after)))
    .orderBy(asc(registrations.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
