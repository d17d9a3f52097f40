CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"passport_id" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"school_code" text NOT NULL,
	"fields" text[] NOT NULL,
	"sealed_values" text NOT NULL,
	"state" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "corrections_fields" CHECK ("corrections"."fields" <@ array['name', 'idNumber', 'photo'] and cardinality("corrections"."fields") > 0),
	CONSTRAINT "corrections_state" CHECK ("corrections"."state" in ('submitted', 'approved', 'rejected', 'lapsed')),
	CONSTRAINT "corrections_two_people" CHECK ("corrections"."decided_by" <> "corrections"."submitted_by"),
	CONSTRAINT "corrections_decided" CHECK (("corrections"."state" in ('submitted', 'lapsed')) = ("corrections"."decided_by" is null))
);
--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_submitted_by_staff_accounts_account_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_decided_by_staff_accounts_account_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open_per_registration" ON "corrections" USING btree ("registration_id") WHERE "corrections"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "corrections_by_registration" ON "corrections" USING btree ("registration_id","decided_at");--> statement-breakpoint
CREATE INDEX "corrections_by_passport" ON "corrections" USING btree ("passport_id");--> statement-breakpoint
CREATE INDEX "corrections_desk" ON "corrections" USING btree ("state","submitted_at","id");--> statement-breakpoint
CREATE TRIGGER corrections_submitted BEFORE INSERT ON corrections FOR EACH ROW EXECUTE FUNCTION guard_new_submission('submitted');--> statement-breakpoint
CREATE TRIGGER corrections_guard BEFORE UPDATE ON corrections FOR EACH ROW EXECUTE FUNCTION guard_submission();--> statement-breakpoint
CREATE TRIGGER corrections_kept BEFORE DELETE OR TRUNCATE ON corrections FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER corrections_submitted_by BEFORE INSERT ON corrections FOR EACH ROW
  EXECUTE FUNCTION guard_account('submitted_by', 'school_code', 'schoolAdmin', 'submit corrections');--> statement-breakpoint
CREATE TRIGGER corrections_decided_by BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_account('decided_by', 'school_code', 'schoolAdmin,provinceAdmin,centreAdmin', 'decide about corrections');--> statement-breakpoint
CREATE TRIGGER corrections_submitted_signed_in BEFORE INSERT ON corrections FOR EACH ROW
  EXECUTE FUNCTION guard_signed_in('submitted_by', 'submitted_at');--> statement-breakpoint
CREATE TRIGGER corrections_decided_signed_in BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_signed_in('decided_by', 'decided_at');--> statement-breakpoint
-- A correction is of a registration that is bound to its passport, at its school: so it was submitted, and so it still is
-- when it is approved.
CREATE FUNCTION guard_correction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM registrations
    WHERE id = NEW.registration_id AND passport_id = NEW.passport_id AND school_code = NEW.school_code)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a correction is of a registration that is saved, at its school' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER corrections_of_registrations BEFORE INSERT ON corrections FOR EACH ROW EXECUTE FUNCTION guard_correction();--> statement-breakpoint
CREATE TRIGGER corrections_of_registrations_still BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION guard_correction();--> statement-breakpoint
-- What waits for a second person stays as it was submitted; what is sealed in it is sealed anew with a new key.
CREATE OR REPLACE FUNCTION guard_submission() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  free text[] := CASE OLD.state WHEN 'submitted' THEN ARRAY['state', 'decided_by', 'decided_at', 'reason'] ELSE ARRAY['reason'] END;
BEGIN
  IF split_part(to_jsonb(NEW) ->> 'sealed_values', '.', 2) <> split_part(to_jsonb(OLD) ->> 'sealed_values', '.', 2) THEN
    free := free || 'sealed_values'::text;
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of % is decided as it was submitted, once', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- A registration keeps what it took over from the roll; a correction that two people made changes it, in the transaction of
-- its approval. A photo comes from the roll entry, and only where the correction is one of the photo.
CREATE OR REPLACE FUNCTION guard_taken_over() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN NEW; END IF;
  IF TG_ARGV[0] = 'bound' THEN
    IF NEW.photo_id IS NOT DISTINCT FROM (SELECT photo_id FROM candidates WHERE id = NEW.id) THEN RETURN NEW; END IF;
  -- A value that is sealed under another key is the same one, sealed anew; none opens in another row.
  ELSIF NEW.photo_id IS NOT DISTINCT FROM OLD.photo_id
    AND split_part(NEW.snapshot, '.', 2) <> split_part(OLD.snapshot, '.', 2)
  THEN
    RETURN NEW;
  ELSIF EXISTS (SELECT FROM corrections c
    WHERE c.registration_id = NEW.id AND c.passport_id = NEW.passport_id AND c.state = 'approved' AND c.xmin = pg_current_xact_id()::xid
      AND (NEW.photo_id IS NOT DISTINCT FROM OLD.photo_id
        OR 'photo' = ANY (c.fields) AND NEW.photo_id = (SELECT photo_id FROM candidates WHERE id = NEW.id)))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a registration keeps what it took over from the roll' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
-- So does a passport its number while something stands on it.
CREATE OR REPLACE FUNCTION guard_number_index() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL)
    OR EXISTS (SELECT FROM corrections c
      WHERE c.passport_id = NEW.id AND c.state = 'approved' AND c.xmin = pg_current_xact_id()::xid AND 'idNumber' = ANY (c.fields))
    OR NOT EXISTS (
      SELECT FROM (SELECT DISTINCT exam_session_id FROM windows WHERE closes_at > now()) ahead
      WHERE EXISTS (SELECT FROM registrations r WHERE r.exam_session_id = ahead.exam_session_id AND r.passport_id = NEW.id)
        OR EXISTS (SELECT FROM reviews r WHERE r.exam_session_id = ahead.exam_session_id AND r.passport_id = NEW.id
          AND r.state IN ('pending', 'approved')))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a number that something stands on stays with its passport' USING ERRCODE = 'check_violation';
END $$;
