import { onDatabase } from '../../support/sql.ts';

/**
 * Lets the database itself refuse what must never happen, inside the transaction that tries: offering a seat past
 * somebody further ahead in the queue, and selling one to the public while somebody waits, even at a campus that has
 * just opened, or whose opening has just been moved. A sale is looked at when its transaction commits, because it takes
 * its seats last.
 * @param ownerUrl the database as the owner of its tables
 */
export async function guardQueues(ownerUrl: string): Promise<void> {
  await onDatabase(ownerUrl, (sql) =>
    sql.unsafe(`
    create function is_served(waiting waitlist_entries, moment timestamptz) returns boolean language sql as $$
      select waiting.state = 'waiting' or waiting.state = 'early' and exists (
        select from offerings join campuses on campuses.code = offerings.campus_code
        where offerings.id = waiting.offering_id and offerings.opens_at <= moment and (
          not waiting.is_outsider or (campuses.settings ->> 'oralAdmitsOutsidersFrom')::timestamptz <= moment))
    $$;
    create function guard_turn() returns trigger language plpgsql as $$
    begin
      if exists (
        select from waitlist_entries ahead
        where ahead.offering_id = new.offering_id and ahead.turn < new.turn and ahead.ends_at > new.offered_at
          and is_served(ahead, new.offered_at))
      then raise exception 'a seat was offered past the head of its queue';
      end if;
      return null;
    end $$;
    create trigger guard_turn after update on waitlist_entries for each row
    when (new.state = 'offered' and old.state <> 'offered') execute function guard_turn();
    create function guard_sale() returns trigger language plpgsql as $$
    begin
      if exists (
        select from waitlist_entries waiting
        where waiting.offering_id = new.offering_id and waiting.ends_at > new.moved_at
          and is_served(waiting, new.moved_at))
      then raise exception 'a seat was sold while somebody waits for it';
      end if;
      return null;
    end $$;
    create constraint trigger guard_sale after insert on seat_ledger deferrable initially deferred for each row
    when (new.from_state = 'free' and new.to_state = 'held') execute function guard_sale()`),
  );
}
