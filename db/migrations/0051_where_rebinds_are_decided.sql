-- A rebind is between the passport that reserves a number and one that claims it, and is decided at the school of what it
-- moves: of the last registration, else of the last re-check. So it was submitted, and so it still is when it is approved.
CREATE FUNCTION guard_rebind() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM passports holder JOIN passports claimant ON claimant.id_number_index = holder.id_number_index
    WHERE holder.id = NEW.old_passport_id AND holder.closed_at IS NULL AND holder.hold = 'reserving'
      AND claimant.id = NEW.new_passport_id AND claimant.closed_at IS NULL AND claimant.hold = 'claiming'
      AND claimant.email_verified_at IS NOT NULL)
  THEN
    RAISE EXCEPTION 'a rebind is from the passport that reserves a number to one that claims its number' USING ERRCODE = 'check_violation';
  END IF;
  -- The exam sessions are named so that the indexes by exam session and passport are used.
  IF NEW.school_code IS DISTINCT FROM coalesce(
    (SELECT school_code FROM registrations
      WHERE exam_session_id IN (SELECT id FROM exam_sessions) AND passport_id = NEW.old_passport_id
      ORDER BY changed_at DESC, id LIMIT 1),
    (SELECT school_code FROM reviews
      WHERE exam_session_id IN (SELECT id FROM exam_sessions) AND passport_id = NEW.old_passport_id AND state <> 'deleted'
      ORDER BY submitted_at DESC, id LIMIT 1))
  THEN
    RAISE EXCEPTION 'a rebind is decided at the school of what it moves' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rebinds_of_passports BEFORE INSERT ON rebinds FOR EACH ROW EXECUTE FUNCTION guard_rebind();--> statement-breakpoint
CREATE TRIGGER rebinds_of_passports_still BEFORE UPDATE ON rebinds FOR EACH ROW
  WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION guard_rebind();
