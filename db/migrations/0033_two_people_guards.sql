-- Who decides exists, is not disabled, and holds a role and a scope that may: the first argument names the column of the
-- place, the second the roles. The account is locked, so that it is not disabled meanwhile.
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decider text := CASE TG_TABLE_NAME WHEN 'reviews' THEN substr(NEW.decided_by, 7) ELSE NEW.decided_by END;
  place text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  PERFORM FROM staff_accounts
    WHERE account = decider AND NOT disabled AND role = ANY (string_to_array(TG_ARGV[1], ','))
      AND (scope = '*' OR starts_with(place, scope))
    FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this account may not decide about %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rebinds_decided_by BEFORE UPDATE ON rebinds FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_decision('school_code', 'provinceAdmin,centreAdmin');
--> statement-breakpoint
CREATE TRIGGER capacity_changes_decided_by BEFORE UPDATE ON capacity_changes FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_decision('school_code', 'schoolAdmin,provinceAdmin,centreAdmin');
--> statement-breakpoint
CREATE TRIGGER reviews_decided_by BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by AND NEW.decided_by NOT IN ('rule', 'timer')) EXECUTE FUNCTION guard_decision('campus_code', 'reviewer');
--> statement-breakpoint
-- A re-check is decided as it was submitted or filed, once. Only after a rejection it is submitted or filed anew.
CREATE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- What is sealed is sealed anew with a new key, and opens in its own row alone.
  free text[] := ARRAY['version', 'ends_at', 'personal', 'reason', 'decider'];
BEGIN
  IF OLD.state = 'rejected' AND NEW.state IN ('pending', 'approved') AND NEW.version = OLD.version + 1 THEN
    IF NEW.filed_by IS NOT NULL AND (NEW.state <> 'pending' OR NEW.decided_by IS NOT NULL) THEN
      RAISE EXCEPTION 'a new submission of reviews is undecided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('pending', 'rejected') THEN
    free := free || ARRAY['state', 'decided_by', 'decided_at'];
  END IF;
  IF EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN
    free := free || 'passport_id'::text;
  END IF;
  IF EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL) THEN
    free := free || 'id_number_index'::text;
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of reviews is decided as it was submitted, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reviews_guard BEFORE UPDATE ON reviews FOR EACH ROW EXECUTE FUNCTION guard_review();
--> statement-breakpoint
-- A cut is told from a raise by the seats that there are, not by what is said of them.
CREATE FUNCTION guard_capacity_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.before IS DISTINCT FROM (SELECT capacity FROM seat_pools WHERE offering_id = NEW.offering_id) THEN
    RAISE EXCEPTION 'a change of capacity begins at the capacity of its pool' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER capacity_changes_before BEFORE INSERT ON capacity_changes FOR EACH ROW EXECUTE FUNCTION guard_capacity_before();
--> statement-breakpoint
-- What two people decide is not taken back and written down again as somebody else's.
CREATE TRIGGER rebinds_kept BEFORE DELETE OR TRUNCATE ON rebinds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER capacity_changes_kept BEFORE DELETE OR TRUNCATE ON capacity_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER reviews_kept BEFORE DELETE OR TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
