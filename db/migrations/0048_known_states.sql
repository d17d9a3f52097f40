ALTER TABLE "seat_ledger" ADD CONSTRAINT "seat_ledger_states" CHECK ("seat_ledger"."from_state" in ('free', 'held', 'offered', 'paid') and "seat_ledger"."to_state" in ('free', 'held', 'offered', 'paid'));--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_stage" CHECK ("registrations"."stage" in ('none', 'saved', 'unpaid', 'partlyPaid', 'paid'));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_state" CHECK ("orders"."state" in ('open', 'settling', 'closed', 'paid', 'refunding', 'refunded'));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_state" CHECK ("refunds"."state" in ('requested', 'done'));--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD CONSTRAINT "waitlist_entries_state" CHECK ("waitlist_entries"."state" in ('early', 'waiting', 'offered', 'promoted', 'ended'));--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_state" CHECK ("reviews"."state" in ('pending', 'approved', 'rejected', 'expired', 'deleted'));--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_state" CHECK ("rebinds"."state" in ('submitted', 'approved', 'rejected'));--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_state" CHECK ("capacity_changes"."state" in ('submitted', 'approved', 'rejected'));--> statement-breakpoint
-- A re-check is decided as it was submitted or filed, once, and goes these ways alone: a waiting one is decided by staff or
-- lapses by itself, a rejected or lapsed one is submitted anew or deleted. Whose it is, and in which exam session, never
-- changes but by a rebind; what else it says, and who filed it, only as it is submitted anew.
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  -- What is sealed is sealed anew with a new key, and opens in its own row alone.
  free text[] := ARRAY['version', 'ends_at', 'personal', 'reason', 'decider'];
BEGIN
  IF OLD.state IN ('rejected', 'expired') AND NEW.state IN ('pending', 'approved') AND NEW.version = OLD.version + 1
    AND (NEW.id, NEW.exam_session_id, NEW.candidate_id, NEW.passport_id)
      = (OLD.id, OLD.exam_session_id, OLD.candidate_id, OLD.passport_id)
  THEN
    IF NEW.filed_by IS NOT NULL AND (NEW.state <> 'pending' OR NEW.decided_by IS NOT NULL) THEN
      RAISE EXCEPTION 'a new submission of reviews is undecided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'pending' AND (NEW.state IN ('approved', 'rejected') OR (NEW.state = 'expired' AND NEW.decided_by = 'timer')) THEN
    free := free || ARRAY['state', 'decided_by', 'decided_at'];
  ELSIF OLD.state IN ('rejected', 'expired') AND NEW.state = 'deleted' THEN
    free := free || 'state'::text;
  END IF;
  IF NEW.passport_id <> OLD.passport_id AND EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN
    free := free || 'passport_id'::text;
  END IF;
  IF NEW.id_number_index <> OLD.id_number_index AND EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL) THEN
    free := free || 'id_number_index'::text;
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of reviews is decided as it was submitted, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Who may decide is told by the place, and whose score it is by the number: both are those of the roll entry.
CREATE FUNCTION guard_of_roll() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM candidates WHERE id = NEW.candidate_id
      AND (exam_session_id, province_code, school_code, campus_code, id_number_index)
        = (NEW.exam_session_id, NEW.province_code, NEW.school_code, NEW.campus_code, NEW.id_number_index))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a submission of reviews has place and number of its roll entry' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER reviews_of_roll BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION guard_of_roll();--> statement-breakpoint
CREATE TRIGGER reviews_of_roll_again BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IN ('rejected', 'expired') AND NEW.state IN ('pending', 'approved')) EXECUTE FUNCTION guard_of_roll();
