-- The seats of an offering that nobody ever touched go with it: the application has no other way to take a pool away. Where
-- somebody has, or had, a seat or a place in the queue, the offering stays.
CREATE FUNCTION drop_unused_pool() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM seat_pools WHERE offering_id = OLD.id AND held = 0 AND offered = 0 AND paid = 0 AND waiting = 0;
  IF EXISTS (SELECT FROM seat_pools WHERE offering_id = OLD.id)
    OR EXISTS (SELECT FROM seat_ledger WHERE offering_id = OLD.id)
    OR EXISTS (SELECT FROM waitlist_entries WHERE offering_id = OLD.id)
    OR EXISTS (SELECT FROM capacity_changes WHERE offering_id = OLD.id)
  THEN
    RAISE EXCEPTION 'the seats of this offering have been used'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'offerings_unused';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER offerings_unused BEFORE DELETE ON offerings FOR EACH ROW EXECUTE FUNCTION drop_unused_pool();
