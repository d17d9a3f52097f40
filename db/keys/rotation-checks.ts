import { eq, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { rebinds } from '../schema/index.ts';

const LOCK = 70234002;

/** Takes the lock of the one change of the index key, for as long as this session lasts. @returns whether it was free */
export async function takeRotationLock(db: Database): Promise<boolean> {
  const [lock] = await db.execute(sql`select pg_try_advisory_lock(${LOCK}) as taken`);
  return lock?.taken === true;
}

/** Counts the sessions that a database role has open beside this one. */
export async function countOtherSessions(db: Database, role: string): Promise<number> {
  const [activity] = await db.execute(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and usename = ${role} and pid <> pg_backend_pid()`);
  return Number(activity?.count);
}

/** Counts the rebinds that wait for a second person: they name indexes, and stay as they were submitted. */
export function countOpenRebinds(db: Database): Promise<number> {
  return db.$count(rebinds, eq(rebinds.state, 'submitted'));
}
