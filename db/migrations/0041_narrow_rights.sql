ALTER TABLE "reviews" ADD COLUMN "matched_ticket" text;--> statement-breakpoint
-- Counts only ever grew; one that somebody set lower counts at least itself.
UPDATE "security_events" SET "count" = 1 WHERE "count" < 1;--> statement-breakpoint
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_counted" CHECK ("security_events"."count" > 0);--> statement-breakpoint
-- Whoever submits or decides exists, is not disabled, and holds a role and a scope that may. The arguments name the column
-- of the account, the column of the place, the roles, and what is done. The account is locked, so that it is not disabled
-- meanwhile.
CREATE FUNCTION guard_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  who text := regexp_replace(to_jsonb(NEW) ->> TG_ARGV[0], '^staff/', '');
  place text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  PERFORM FROM staff_accounts
    WHERE account = who AND NOT disabled AND role = ANY (string_to_array(TG_ARGV[2], ','))
      AND (scope = '*' OR starts_with(place, scope))
    FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this account may not %', TG_ARGV[3]
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER rebinds_decided_by ON rebinds;--> statement-breakpoint
DROP TRIGGER capacity_changes_decided_by ON capacity_changes;--> statement-breakpoint
DROP TRIGGER reviews_decided_by ON reviews;--> statement-breakpoint
DROP FUNCTION guard_decision();--> statement-breakpoint
CREATE TRIGGER rebinds_decided_by BEFORE UPDATE ON rebinds FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_account('decided_by', 'school_code', 'provinceAdmin,centreAdmin', 'decide about rebinds');--> statement-breakpoint
CREATE TRIGGER rebinds_submitted_by BEFORE INSERT ON rebinds FOR EACH ROW
  EXECUTE FUNCTION guard_account('submitted_by', 'school_code', 'support', 'submit rebinds');--> statement-breakpoint
CREATE TRIGGER capacity_changes_decided_by BEFORE UPDATE ON capacity_changes FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_account('decided_by', 'school_code', 'schoolAdmin,provinceAdmin,centreAdmin', 'decide about capacity_changes');--> statement-breakpoint
CREATE TRIGGER capacity_changes_submitted_by BEFORE INSERT ON capacity_changes FOR EACH ROW
  EXECUTE FUNCTION guard_account('submitted_by', 'school_code', 'schoolAdmin,provinceAdmin,centreAdmin', 'submit capacity_changes');--> statement-breakpoint
CREATE TRIGGER reviews_decided_by BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (starts_with(NEW.decided_by, 'staff/') AND NEW.state IN ('approved', 'rejected')
    AND (NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.state <> OLD.state))
  EXECUTE FUNCTION guard_account('decided_by', 'campus_code', 'reviewer', 'decide about reviews');--> statement-breakpoint
CREATE TRIGGER reviews_filed_by BEFORE INSERT ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL)
  EXECUTE FUNCTION guard_account('filed_by', 'campus_code', 'reviewer', 'file reviews');--> statement-breakpoint
CREATE TRIGGER reviews_filed_again_by BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND NEW.state = 'pending' AND OLD.state <> 'pending')
  EXECUTE FUNCTION guard_account('filed_by', 'campus_code', 'reviewer', 'file reviews');--> statement-breakpoint
-- A re-check is approved by staff, or, as it is submitted, by the rule: then it names the score record that it matches. A
-- number of the mainland is one person under every paper and has one index; any other may be filed under another paper.
CREATE FUNCTION guard_outcome() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'pending' THEN
    IF starts_with(NEW.decided_by, 'staff/') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a waiting submission of reviews is decided by staff' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'approved' AND NEW.decided_by = 'rule' AND NEW.filed_by IS NULL AND EXISTS (
    SELECT FROM score_records s JOIN candidates c ON c.id = NEW.candidate_id
    WHERE s.ticket_number = NEW.matched_ticket AND s.score = NEW.score
      AND (s.id_number_index = NEW.id_number_index OR c.id_type NOT IN ('residentId', 'hkMacauTaiwanResidence')))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a new submission of reviews is undecided, or matches a score record' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER reviews_outcome_at_once BEFORE INSERT ON reviews FOR EACH ROW
  WHEN (NEW.state <> 'pending' OR NEW.decided_by IS NOT NULL) EXECUTE FUNCTION guard_outcome();--> statement-breakpoint
CREATE TRIGGER reviews_outcome BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.state <> OLD.state AND NEW.state IN ('approved', 'rejected')) EXECUTE FUNCTION guard_outcome();--> statement-breakpoint
-- A cut is told from a raise, and its school from others, by the pool that there is, not by what is said of it.
CREATE OR REPLACE FUNCTION guard_capacity_before() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.before IS DISTINCT FROM (SELECT capacity FROM seat_pools WHERE offering_id = NEW.offering_id) THEN
    RAISE EXCEPTION 'a change of capacity begins at the capacity of its pool' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.school_code IS DISTINCT FROM (
    SELECT c.school_code FROM offerings o JOIN campuses c ON c.code = o.campus_code WHERE o.id = NEW.offering_id)
  THEN
    RAISE EXCEPTION 'a change of capacity is at the school of its pool' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Nothing else changes a capacity: the application has no right to. Each change does it once, when it becomes approved.
CREATE FUNCTION apply_capacity_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE seat_pools SET capacity = NEW.capacity, free = NEW.capacity - held - offered - paid
    WHERE offering_id = NEW.offering_id AND capacity = NEW.before;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the capacity has changed since' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER capacity_changes_raise AFTER INSERT ON capacity_changes FOR EACH ROW
  WHEN (NEW.state = 'approved') EXECUTE FUNCTION apply_capacity_change();--> statement-breakpoint
CREATE TRIGGER capacity_changes_cut AFTER UPDATE ON capacity_changes FOR EACH ROW
  WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION apply_capacity_change();--> statement-breakpoint
-- A registration moves to another passport by an approved rebind alone; one with something paid is not let go of.
CREATE FUNCTION guard_binding() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.passport_id IS NULL AND NOT OLD.state -> 'entries' @> '[{"state": "paid"}]' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a registration moves by an approved rebind alone' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER registrations_binding BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (OLD.passport_id IS NOT NULL AND NEW.passport_id IS DISTINCT FROM OLD.passport_id) EXECUTE FUNCTION guard_binding();--> statement-breakpoint
-- So does what is for a closed passport.
CREATE FUNCTION guard_rebound_to() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = NEW.id AND new_passport_id = NEW.rebound_to) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a passport moves by an approved rebind alone' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER passports_rebound_to BEFORE UPDATE ON passports FOR EACH ROW
  WHEN (NEW.rebound_to IS DISTINCT FROM OLD.rebound_to) EXECUTE FUNCTION guard_rebound_to();--> statement-breakpoint
-- Equal events of one span are added up here: the application can only tell of further ones.
CREATE FUNCTION count_security_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE security_events SET count = count + NEW.count, first_at = least(first_at, NEW.first_at), last_at = greatest(last_at, NEW.last_at)
    WHERE (span_starts_at, address, account, event, actor, route, reason)
      = (NEW.span_starts_at, NEW.address, NEW.account, NEW.event, NEW.actor, NEW.route, NEW.reason);
  IF FOUND THEN RETURN NULL; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER security_events_count BEFORE INSERT ON security_events FOR EACH ROW EXECUTE FUNCTION count_security_event();
