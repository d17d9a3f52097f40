ALTER TABLE "staff_sessions" ADD COLUMN "second_factor_proof" text;--> statement-breakpoint
-- Who decides, or files, is signed in: an account that nobody has signed in to does nothing, whatever its name stands for.
-- The arguments name the columns of the account and of the time.
CREATE FUNCTION guard_signed_in() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who text := regexp_replace(to_jsonb(NEW) ->> TG_ARGV[0], '^staff/', '');
  at timestamptz := coalesce((to_jsonb(NEW) ->> TG_ARGV[1])::timestamptz, now());
BEGIN
  IF EXISTS (SELECT FROM staff_sessions WHERE account = who AND ended_at IS NULL AND expires_at > at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'nobody is signed in as the account that is named in %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER rebinds_decided_signed_in BEFORE UPDATE ON rebinds FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_signed_in('decided_by', 'decided_at');
--> statement-breakpoint
CREATE TRIGGER capacity_changes_decided_signed_in BEFORE UPDATE ON capacity_changes FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_signed_in('decided_by', 'decided_at');
--> statement-breakpoint
CREATE TRIGGER reviews_decided_signed_in BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (starts_with(NEW.decided_by, 'staff/') AND NEW.state IN ('approved', 'rejected')
    AND (NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.state <> OLD.state))
  EXECUTE FUNCTION guard_signed_in('decided_by', 'decided_at');
--> statement-breakpoint
CREATE TRIGGER reviews_filed_signed_in BEFORE INSERT ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL) EXECUTE FUNCTION guard_signed_in('filed_by', 'submitted_at');
--> statement-breakpoint
CREATE TRIGGER reviews_filed_again_signed_in BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND NEW.state = 'pending' AND OLD.state <> 'pending')
  EXECUTE FUNCTION guard_signed_in('filed_by', 'submitted_at');
--> statement-breakpoint
-- An authenticator in use goes with the change that takes it away, in its transaction, or by the owner; it is exchanged for
-- another one, never for none: whoever has the password alone would be asked to set up a new one.
CREATE FUNCTION guard_second_factor() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (
    current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
    OR EXISTS (SELECT FROM staff_account_changes
      WHERE account = OLD.account AND kind = 'passwordReset' AND xmin = pg_current_xact_id()::xid))
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'an authenticator in use is taken away by a change of its account' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER staff_second_factors_kept BEFORE DELETE ON staff_second_factors FOR EACH ROW
  WHEN (OLD.sealed_secret IS NOT NULL) EXECUTE FUNCTION guard_second_factor();
--> statement-breakpoint
CREATE TRIGGER staff_second_factors_in_use BEFORE UPDATE ON staff_second_factors FOR EACH ROW
  WHEN (OLD.sealed_secret IS NOT NULL AND NEW.sealed_secret IS NULL) EXECUTE FUNCTION guard_second_factor();
--> statement-breakpoint
-- A passport takes on another number only when nothing stands on its own in an exam session that is not over
-- (`isProfileLocked`). While the key of the indexes is changed, every index is computed anew.
CREATE FUNCTION guard_number_index() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL) OR NOT EXISTS (
    SELECT FROM (SELECT DISTINCT exam_session_id FROM windows WHERE closes_at > now()) ahead
    WHERE EXISTS (SELECT FROM registrations r WHERE r.exam_session_id = ahead.exam_session_id AND r.passport_id = NEW.id)
      OR EXISTS (SELECT FROM reviews r WHERE r.exam_session_id = ahead.exam_session_id AND r.passport_id = NEW.id
        AND r.state IN ('pending', 'approved')))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a number that something stands on stays with its passport' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER passports_number_index BEFORE UPDATE ON passports FOR EACH ROW
  WHEN (NEW.id_number_index <> OLD.id_number_index) EXECUTE FUNCTION guard_number_index();
