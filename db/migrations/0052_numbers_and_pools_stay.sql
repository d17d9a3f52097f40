ALTER TABLE "offerings" ADD CONSTRAINT "offerings_campus_code_campuses_code_fk" FOREIGN KEY ("campus_code") REFERENCES "public"."campuses"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A number is kept by the passport that reserves it as long as something stands on it: a registration, or, with a proved
-- email, a re-check that lives (`settledHolds`). Only an approved rebind takes it away then.
CREATE FUNCTION guard_number() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.closed_at IS NOT NULL AND EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = NEW.id AND new_passport_id = NEW.rebound_to) THEN
    RETURN NEW;
  END IF;
  -- The exam sessions are named so that the indexes by exam session and passport are used.
  IF EXISTS (SELECT FROM registrations WHERE exam_session_id IN (SELECT id FROM exam_sessions) AND passport_id = NEW.id)
    OR (OLD.email_verified_at IS NOT NULL AND EXISTS (SELECT FROM reviews
      WHERE exam_session_id IN (SELECT id FROM exam_sessions) AND passport_id = NEW.id AND state IN ('pending', 'approved', 'rejected')))
  THEN
    RAISE EXCEPTION 'a number that something stands on moves by an approved rebind alone' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER passports_number BEFORE UPDATE ON passports FOR EACH ROW
  WHEN (OLD.hold = 'reserving' AND OLD.closed_at IS NULL AND NEW.id_number_index = OLD.id_number_index
    AND (NEW.hold <> 'reserving' OR NEW.closed_at IS NOT NULL
      OR (OLD.email_verified_at IS NOT NULL AND NEW.email_verified_at IS NULL)))
  EXECUTE FUNCTION guard_number();
