ALTER TABLE "registrations" ADD CONSTRAINT "registrations_bound" CHECK ("registrations"."passport_id" is not distinct from "registrations"."state" ->> 'passportId');--> statement-breakpoint
-- A registration moves from one passport to another by an approved rebind alone; between a passport and none only while
-- nothing is paid, so that no two steps do what one may not.
CREATE OR REPLACE FUNCTION guard_binding() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.passport_id IS NULL OR NEW.passport_id IS NULL THEN
    IF NOT OLD.state -> 'entries' @> '[{"state": "paid"}]' AND NOT NEW.state -> 'entries' @> '[{"state": "paid"}]' THEN
      RETURN NEW;
    END IF;
  ELSIF EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a registration moves by an approved rebind alone' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER registrations_binding ON registrations;--> statement-breakpoint
CREATE TRIGGER registrations_binding BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (NEW.passport_id IS DISTINCT FROM OLD.passport_id) EXECUTE FUNCTION guard_binding();--> statement-breakpoint
-- What is paid stays: neither cancelling nor deleting takes it back, and a late or second payment is refunded without it.
CREATE FUNCTION guard_paid() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'nothing is paid in a new registration' USING ERRCODE = 'check_violation';
  END IF;
  IF coalesce(NEW.state -> 'entries' @> (
      SELECT jsonb_agg(jsonb_build_object('id', paid -> 'id', 'offeringId', paid -> 'offeringId', 'state', 'paid'))
      FROM jsonb_array_elements(OLD.state -> 'entries') paid WHERE paid ->> 'state' = 'paid'), false) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a paid entry of a registration stays' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER registrations_begin_unpaid BEFORE INSERT ON registrations FOR EACH ROW
  WHEN (NEW.state -> 'entries' @> '[{"state": "paid"}]') EXECUTE FUNCTION guard_paid();--> statement-breakpoint
CREATE TRIGGER registrations_paid_stays BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (OLD.state -> 'entries' @> '[{"state": "paid"}]' AND NEW.state -> 'entries' IS DISTINCT FROM OLD.state -> 'entries')
  EXECUTE FUNCTION guard_paid();--> statement-breakpoint
-- The place by which staff see a bound registration and decide about its passport is where it was bound.
CREATE FUNCTION guard_place() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a bound registration stays at its campus' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER registrations_place BEFORE UPDATE ON registrations FOR EACH ROW
  WHEN (OLD.passport_id IS NOT NULL
    AND (NEW.province_code, NEW.school_code, NEW.campus_code) <> (OLD.province_code, OLD.school_code, OLD.campus_code))
  EXECUTE FUNCTION guard_place();
