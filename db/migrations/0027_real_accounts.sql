ALTER TABLE "reviews" ADD COLUMN "decider" text GENERATED ALWAYS AS (case when starts_with(decided_by, 'staff/') then substr(decided_by, 7) end) STORED;--> statement-breakpoint
ALTER TABLE "payment_exceptions" ADD CONSTRAINT "payment_exceptions_handled_by_staff_accounts_account_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_filed_by_staff_accounts_account_fk" FOREIGN KEY ("filed_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decider_staff_accounts_account_fk" FOREIGN KEY ("decider") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_submitted_by_staff_accounts_account_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_decided_by_staff_accounts_account_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_submitted_by_staff_accounts_account_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_decided_by_staff_accounts_account_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decided_by" CHECK ("reviews"."decided_by" in ('rule', 'timer') or starts_with("reviews"."decided_by", 'staff/'));--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_two_people" CHECK ("reviews"."filed_by" is null or "reviews"."state" not in ('approved', 'rejected') or ("reviews"."decider" is not null and "reviews"."decider" <> "reviews"."filed_by"));--> statement-breakpoint
-- A sign-in of before does not come back to life when its account is enabled again, whatever way it was disabled.
CREATE FUNCTION end_staff_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staff_sessions SET ended_at = clock_timestamp() WHERE account = NEW.account AND ended_at IS NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER staff_accounts_end_sessions AFTER UPDATE ON staff_accounts FOR EACH ROW
  WHEN (NEW.disabled AND NOT OLD.disabled) EXECUTE FUNCTION end_staff_sessions();
--> statement-breakpoint
CREATE FUNCTION end_passport_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sessions SET ended_at = clock_timestamp() WHERE passport_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER passports_end_sessions AFTER UPDATE ON passports FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL) EXECUTE FUNCTION end_passport_sessions();
--> statement-breakpoint
-- What waits for a second person is submitted first, stays as it was submitted, and nothing changes once it is decided.
CREATE FUNCTION guard_submission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := CASE OLD.state WHEN 'submitted' THEN ARRAY['state', 'decided_by', 'decided_at', 'reason'] ELSE ARRAY['reason'] END;
BEGIN
  -- The reason is sealed anew with a new key.
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of % is decided as it was submitted, once', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rebinds_guard BEFORE UPDATE ON rebinds FOR EACH ROW EXECUTE FUNCTION guard_submission();
--> statement-breakpoint
CREATE TRIGGER capacity_changes_guard BEFORE UPDATE ON capacity_changes FOR EACH ROW EXECUTE FUNCTION guard_submission();
