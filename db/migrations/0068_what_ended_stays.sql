-- Whatever end a sign-in was given, it is over by then.
UPDATE "sessions" SET "expires_at" = "created_at" + interval '12 hours' WHERE "expires_at" > "created_at" + interval '12 hours';--> statement-breakpoint
UPDATE "staff_sessions" SET "expires_at" = "created_at" + interval '10 hours' WHERE "expires_at" > "created_at" + interval '10 hours';--> statement-breakpoint
ALTER TABLE "gateway_notices" ADD COLUMN "proof" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_absolute_end" CHECK ("sessions"."expires_at" <= "sessions"."created_at" + interval '12 hours');--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_absolute_end" CHECK ("staff_sessions"."expires_at" <= "staff_sessions"."created_at" + interval '10 hours');--> statement-breakpoint
-- What has ended stays ended, and what has run out stays so. The argument names the column of the end; the time at which
-- a link runs out only comes nearer, that of a sign-in in use moves on (`sessions_absolute_end`).
CREATE FUNCTION guard_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  ended text := to_jsonb(OLD) ->> TG_ARGV[0];
BEGIN
  IF ended IS NOT NULL AND ended IS DISTINCT FROM to_jsonb(NEW) ->> TG_ARGV[0] THEN
    RAISE EXCEPTION 'what has ended in % stays ended', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  IF TG_ARGV[0] = 'used_at'
    AND (to_jsonb(NEW) ->> 'expires_at')::timestamptz > (to_jsonb(OLD) ->> 'expires_at')::timestamptz
  THEN
    RAISE EXCEPTION 'a link of % runs out when it was said to', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_ended BEFORE UPDATE ON sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION guard_ended('ended_at');--> statement-breakpoint
CREATE TRIGGER staff_sessions_ended BEFORE UPDATE ON staff_sessions FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION guard_ended('ended_at');--> statement-breakpoint
CREATE TRIGGER sign_in_links_ended BEFORE UPDATE ON sign_in_links FOR EACH ROW EXECUTE FUNCTION guard_ended('used_at');--> statement-breakpoint
CREATE TRIGGER password_resets_ended BEFORE UPDATE ON password_resets FOR EACH ROW EXECUTE FUNCTION guard_ended('used_at');--> statement-breakpoint
CREATE TRIGGER email_verifications_ended BEFORE UPDATE ON email_verifications FOR EACH ROW EXECUTE FUNCTION guard_ended('used_at');--> statement-breakpoint
CREATE TRIGGER staff_links_ended BEFORE UPDATE ON staff_links FOR EACH ROW EXECUTE FUNCTION guard_ended('used_at');--> statement-breakpoint
CREATE TRIGGER staff_recovery_codes_ended BEFORE UPDATE ON staff_recovery_codes FOR EACH ROW EXECUTE FUNCTION guard_ended('used_at');--> statement-breakpoint
-- What a registration took over from the roll is what was confirmed as it was saved: it stays while it is bound, and is
-- that of the roll entry as it is bound. A change that takes two people is carried out by a trigger of its approved row,
-- with the owner's rights, as a capacity is; so is a change of the key of the indexes, by which photos are named.
CREATE FUNCTION guard_taken_over() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN NEW; END IF;
  IF TG_ARGV[0] = 'bound' THEN
    IF NEW.photo_id IS NOT DISTINCT FROM (SELECT photo_id FROM candidates WHERE id = NEW.id) THEN RETURN NEW; END IF;
  -- A value that is sealed under another key is the same one, sealed anew; none opens in another row.
  ELSIF NEW.photo_id IS NOT DISTINCT FROM OLD.photo_id
    AND split_part(NEW.snapshot, '.', 2) <> split_part(OLD.snapshot, '.', 2)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a registration keeps what it took over from the roll' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER registrations_taken_over BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (OLD.passport_id IS NOT NULL AND NEW.passport_id IS NOT NULL
    AND (NEW.photo_id, NEW.snapshot) IS DISTINCT FROM (OLD.photo_id, OLD.snapshot))
  EXECUTE FUNCTION guard_taken_over('kept');--> statement-breakpoint
CREATE TRIGGER registrations_take_over BEFORE INSERT ON registrations FOR EACH ROW
  WHEN (NEW.photo_id IS NOT NULL) EXECUTE FUNCTION guard_taken_over('bound');--> statement-breakpoint
CREATE TRIGGER registrations_take_over_again BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (OLD.passport_id IS NULL AND NEW.photo_id IS NOT NULL) EXECUTE FUNCTION guard_taken_over('bound');--> statement-breakpoint
-- The order of a queue is the order in which places were taken, whatever an insert says.
CREATE FUNCTION take_turn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state NOT IN ('early', 'waiting') THEN
    RAISE EXCEPTION 'a place in a queue begins by waiting' USING ERRCODE = 'check_violation';
  END IF;
  NEW.turn := nextval('waitlist_entries_turn_seq');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER waitlist_entries_turn BEFORE INSERT ON waitlist_entries FOR EACH ROW EXECUTE FUNCTION take_turn();--> statement-breakpoint
-- A place goes forward only.
CREATE FUNCTION guard_wait() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (OLD.state, NEW.state) IN (('early', 'waiting'), ('waiting', 'offered'), ('offered', 'promoted'),
    ('early', 'ended'), ('waiting', 'ended'), ('offered', 'ended'))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a place in a queue goes forward only' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER waitlist_entries_forward BEFORE UPDATE ON waitlist_entries FOR EACH ROW
  WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION guard_wait();--> statement-breakpoint
-- Offers go to the head of their queue: nobody waits further ahead whose time is not over. Looked at once a statement, as
-- the places that were served before in the same transaction are read each time.
CREATE FUNCTION guard_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT came.offering_id, max(came.turn) AS turn, min(came.offered_at) AS at, bool_and(came.ends_at > came.offered_at) AS in_time
      FROM came JOIN gone USING (id) WHERE came.state = 'offered' AND gone.state <> 'offered' GROUP BY came.offering_id) offered
    WHERE in_time IS NOT TRUE OR EXISTS (SELECT FROM waitlist_entries ahead
      WHERE ahead.offering_id = offered.offering_id AND ahead.turn < offered.turn AND ahead.state = 'waiting'
        AND ahead.ends_at > offered.at))
  THEN
    RAISE EXCEPTION 'a seat is offered to the head of its queue' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER waitlist_entries_head AFTER UPDATE ON waitlist_entries REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION guard_head();
