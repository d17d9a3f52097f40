import { inArray, lt, sql } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Database } from './connect.ts';
import { attempts } from './schema/index.ts';

/** What a try is counted under. */
export interface AttemptLimit {
  key: string;
  /** The tries that are let through in `milliseconds`. */
  points: number;
  milliseconds: number;
  /** The time that the first try beyond them keeps the key shut from then on; null: it stays until its time is over. */
  blockMilliseconds: number | null;
}

/** A limit that a try has reached, by its place among those given. */
export interface ReachedLimit {
  place: number;
  /** When it lets further tries through. */
  until: Instant;
}

/**
 * Counts one try under several limits, the nearest first, in one statement: it is counted under them up to the first that
 * is reached already. Rows are locked in the order of their keys, so that tries with the same ones wait for each other.
 * @returns the first limit that is reached, or null
 */
export async function countAttempt(
  db: Pick<Database, 'execute'>,
  limits: readonly AttemptLimit[],
  now: Instant,
): Promise<ReachedLimit | null> {
  const tries = JSON.stringify(limits.map((limit, place) => ({ place, ...limit })));
  const counted = await db.execute<{ place: number; points: number; expire: string }>(sql`
    with tries as materialized (
      select * from jsonb_to_recordset(${tries}::jsonb)
        as given (place int, key text, points int, milliseconds bigint, "blockMilliseconds" bigint)),
    shut as (
      select min(place) as place from tries join ${attempts} kept using (key)
      where kept.expire > ${now} and kept.points >= tries.points),
    counted as (
      insert into ${attempts} as kept (key, points, expire)
      select key, 1, ${now}::bigint + milliseconds from tries, shut
      where shut.place is null or tries.place <= shut.place order by key
      on conflict (key) do update set
        points = case when kept.expire <= ${now} then 1 else kept.points + 1 end,
        expire = case
          when kept.expire <= ${now} then excluded.expire
          else coalesce(
            (select ${now}::bigint + "blockMilliseconds" from tries
             where tries.key = excluded.key and tries.points = kept.points),
            kept.expire) end
      returning key, points, expire)
    select tries.place, counted.points, counted.expire from counted join tries using (key) order by tries.place`);
  const reached = counted.find(({ place, points }) => points > limits[place]!.points);
  return reached ? { place: reached.place, until: Number(reached.expire) } : null;
}

/** Takes one try of each key back, and all tries of some, in one statement. */
export async function takeAttemptsBack(
  db: Database,
  keys: { one: readonly string[]; all: readonly string[] },
): Promise<void> {
  await db.execute(sql`
    merge into ${attempts} kept using (
      select key, everything from ${attempts} join (
        select key, false as everything from jsonb_array_elements_text(${JSON.stringify(keys.one)}::jsonb) as key
        union all select key, true from jsonb_array_elements_text(${JSON.stringify(keys.all)}::jsonb) as key
      ) as named using (key) order by key for update of ${attempts}) as given
    on kept.key = given.key
    when matched and (given.everything or kept.points <= 1) then delete
    when matched then update set points = kept.points - 1`);
}

/** Forgets all tries of some keys. */
export async function forgetAttempts(db: Database, keys: readonly string[]): Promise<void> {
  await db.delete(attempts).where(inArray(attempts.key, [...keys]));
}

/** Deletes the counts whose time is over. */
export async function forgetExpiredAttempts(db: Database, now: Instant): Promise<void> {
  await db.delete(attempts).where(lt(attempts.expire, now));
}
