-- Once an exam session is open, taking away an offering that has seats would cut them without a second person.
CREATE OR REPLACE FUNCTION drop_unused_pool() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM seat_pools WHERE offering_id = OLD.id AND held = 0 AND offered = 0 AND paid = 0 AND waiting = 0
    AND (capacity = 0 OR NOT EXISTS (SELECT FROM exam_sessions WHERE id = OLD.exam_session_id AND state = 'open'));
  IF EXISTS (SELECT FROM seat_pools WHERE offering_id = OLD.id AND held + offered + paid + waiting > 0)
    OR EXISTS (SELECT FROM seat_ledger WHERE offering_id = OLD.id)
    OR EXISTS (SELECT FROM waitlist_entries WHERE offering_id = OLD.id)
    OR EXISTS (SELECT FROM capacity_changes WHERE offering_id = OLD.id)
  THEN
    RAISE EXCEPTION 'the seats of this offering have been used'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'offerings_unused';
  END IF;
  IF EXISTS (SELECT FROM seat_pools WHERE offering_id = OLD.id) THEN
    RAISE EXCEPTION 'the seats of an offering of an open exam session are cut by two people'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'offerings_seats_cut';
  END IF;
  RETURN OLD;
END $$;
