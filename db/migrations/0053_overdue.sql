ALTER TABLE "registrations" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "registrations_due" ON "registrations" USING btree ("due_at") WHERE "registrations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "reviews_due" ON "reviews" USING btree ("due_at") WHERE "reviews"."state" = 'pending';--> statement-breakpoint
-- Records with something to come are looked at once: the look sets the moment that their state says.
UPDATE "registrations" SET "due_at" = now() WHERE "passport_id" IS NOT NULL AND (
  "stage" <> 'paid' OR "state" -> 'waitlist' <> '[]'
  OR jsonb_path_exists("state", '$.orders[*] ? (exists (@.settlement) || @.state == "refunding")'));--> statement-breakpoint
-- What a look at a re-check writes decides nothing.
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  -- What is sealed is sealed anew with a new key, and opens in its own row alone.
  free text[] := ARRAY['version', 'ends_at', 'due_at', 'personal', 'reason', 'decider'];
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
END $$;--> statement-breakpoint
UPDATE "reviews" SET "due_at" = "ends_at" WHERE "state" = 'pending';
