-- A re-check that nobody filed was asked for with a ticket: it waits for one reviewer only where that ticket's score record
-- has the score and is of the name on the roll. What no record knows, a score from before 2005 or a forgotten ticket, is
-- filed, and takes two.
CREATE FUNCTION guard_asked() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM score_records s JOIN candidates c ON c.id = NEW.candidate_id
    WHERE s.ticket_number = NEW.matched_ticket AND s.score = NEW.score AND s.name_index = c.name_index)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a submission of reviews that nobody filed names a score record of that name' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER reviews_asked BEFORE INSERT ON reviews FOR EACH ROW
  WHEN (NEW.state = 'pending' AND NEW.filed_by IS NULL) EXECUTE FUNCTION guard_asked();--> statement-breakpoint
CREATE TRIGGER reviews_asked_again BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.state = 'pending' AND NEW.filed_by IS NULL AND OLD.state <> 'pending') EXECUTE FUNCTION guard_asked();
