import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/connect.ts';

/**
 * Lets the database itself refuse what must never happen, inside the transaction that tries: offering a seat past
 * somebody further ahead in the queue, and selling one to the public while somebody waits, even at a campus that has
 * just opened.
 */
export async function guardQueues(db: Database): Promise<void> {
  await db.execute(sql`
    create function guard_turn() returns trigger language plpgsql as $$
    begin
      if exists (
        select from waitlist_entries ahead
        where ahead.offering_id = new.offering_id and ahead.turn < new.turn and ahead.ends_at > new.offered_at
          and (ahead.state = 'waiting' or ahead.state = 'early' and ahead.served_from <= new.offered_at))
      then raise exception 'a seat was offered past the head of its queue';
      end if;
      return null;
    end $$`);
  await db.execute(sql`
    create trigger guard_turn after update on waitlist_entries for each row
    when (new.state = 'offered' and old.state <> 'offered') execute function guard_turn()`);
  await db.execute(sql`
    create function guard_sale() returns trigger language plpgsql as $$
    begin
      if exists (
        select from waitlist_entries waiting
        where waiting.offering_id = new.offering_id and waiting.ends_at > new.moved_at
          and (waiting.state = 'waiting' or waiting.state = 'early' and waiting.served_from <= new.moved_at))
      then raise exception 'a seat was sold while somebody waits for it';
      end if;
      return null;
    end $$`);
  await db.execute(sql`
    create trigger guard_sale after insert on seat_ledger for each row
    when (new.from_state = 'free' and new.to_state = 'held') execute function guard_sale()`);
}
