ALTER TABLE "staff_rules" ADD COLUMN "decision_mail_minutes" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "reset_by" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "reset_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reset_by_staff_accounts_account_fk" FOREIGN KEY ("reset_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_rules" ADD CONSTRAINT "staff_rules_decision_mail" CHECK ("staff_rules"."decision_mail_minutes" between 0 and 60);--> statement-breakpoint
-- A decision of staff is taken back by somebody who may decide, not by who filed it; nothing else of it changes. What is submitted
-- anew has another moment.
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  -- What is sealed is sealed anew with a new key, and opens in its own row alone.
  free text[] := ARRAY['version', 'ends_at', 'due_at', 'personal', 'reason', 'decider'];
BEGIN
  IF OLD.state IN ('rejected', 'expired') AND NEW.state IN ('pending', 'approved') AND NEW.version = OLD.version + 1
    AND (NEW.id, NEW.exam_session_id, NEW.candidate_id, NEW.passport_id)
      = (OLD.id, OLD.exam_session_id, OLD.candidate_id, OLD.passport_id)
    AND NEW.submitted_at <> OLD.submitted_at
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
  ELSIF OLD.state IN ('approved', 'rejected') AND NEW.state = 'pending' AND NEW.version = OLD.version + 1
    AND starts_with(OLD.decided_by, 'staff/') AND NEW.decided_by IS NULL AND NEW.decided_at IS NULL
    AND NEW.reset_by IS NOT NULL AND NEW.reset_at IS NOT NULL AND NEW.reset_by IS DISTINCT FROM NEW.filed_by
  THEN
    free := free || ARRAY['state', 'decided_by', 'decided_at', 'reset_by', 'reset_at'];
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
CREATE TRIGGER reviews_reset_by BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IN ('approved', 'rejected') AND NEW.state = 'pending' AND NEW.submitted_at = OLD.submitted_at)
  EXECUTE FUNCTION guard_account('reset_by', 'campus_code', 'reviewer', 'take decisions back');--> statement-breakpoint
CREATE TRIGGER reviews_reset_signed_in BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IN ('approved', 'rejected') AND NEW.state = 'pending' AND NEW.submitted_at = OLD.submitted_at)
  EXECUTE FUNCTION guard_signed_in('reset_by', 'reset_at');--> statement-breakpoint
-- What holds for a submission holds for one that is made anew, and not for one whose decision is taken back.
DROP TRIGGER reviews_filed_again_by ON reviews;--> statement-breakpoint
CREATE TRIGGER reviews_filed_again_by BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND NEW.state = 'pending' AND OLD.state <> 'pending' AND NEW.submitted_at <> OLD.submitted_at)
  EXECUTE FUNCTION guard_account('filed_by', 'campus_code', 'reviewer', 'file reviews');--> statement-breakpoint
DROP TRIGGER reviews_filed_again_signed_in ON reviews;--> statement-breakpoint
CREATE TRIGGER reviews_filed_again_signed_in BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND NEW.state = 'pending' AND OLD.state <> 'pending' AND NEW.submitted_at <> OLD.submitted_at)
  EXECUTE FUNCTION guard_signed_in('filed_by', 'submitted_at');--> statement-breakpoint
DROP TRIGGER reviews_asked_again ON reviews;--> statement-breakpoint
CREATE TRIGGER reviews_asked_again BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.state = 'pending' AND NEW.filed_by IS NULL AND OLD.state <> 'pending' AND NEW.submitted_at <> OLD.submitted_at)
  EXECUTE FUNCTION guard_asked();--> statement-breakpoint
DROP TRIGGER reviews_of_roll_again ON reviews;--> statement-breakpoint
CREATE TRIGGER reviews_of_roll_again BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (OLD.state IN ('rejected', 'expired') AND NEW.state IN ('pending', 'approved') AND NEW.submitted_at <> OLD.submitted_at)
  EXECUTE FUNCTION guard_of_roll();
