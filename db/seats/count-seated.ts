import { count, eq, type SQL } from 'drizzle-orm';
import type { SettingFlaw } from '../../domain/exam-session/setting-flaws.ts';
import type { Reader } from '../reader.ts';
import { offerings, roomSeats } from '../schema/index.ts';

/** Names how many people have a seat, and so a ticket number, for an exam whose time is to change; nothing where nobody has. */
export async function seatedFlaws(db: Reader, exams: SQL | undefined, at: string): Promise<SettingFlaw[]> {
  const [seated] = await db
    .select({ count: count() })
    .from(roomSeats)
    .innerJoin(offerings, eq(offerings.id, roomSeats.offeringId))
    .where(exams);
  return seated && seated.count > 0
    ? [{ code: 'SEATED_ALREADY', at, count: seated.count, isNote: true }]
    : [];
}
