CREATE TABLE "late_entries" (
	"list_id" uuid NOT NULL,
	"candidate_id" uuid NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"is_live" boolean DEFAULT true NOT NULL,
	CONSTRAINT "late_entries_list_id_candidate_id_pk" PRIMARY KEY("list_id","candidate_id")
);
--> statement-breakpoint
CREATE TABLE "late_lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"exam_session_id" text NOT NULL,
	"province_code" text NOT NULL,
	"title" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"pay_until" timestamp with time zone NOT NULL,
	"version" integer NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "late_lists_window" CHECK ("late_lists"."opens_at" < "late_lists"."closes_at" and "late_lists"."closes_at" <= "late_lists"."pay_until")
);
--> statement-breakpoint
ALTER TABLE "late_entries" ADD CONSTRAINT "late_entries_list_id_late_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."late_lists"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_entries" ADD CONSTRAINT "late_entries_candidate_id_candidates_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_entries" ADD CONSTRAINT "late_entries_added_by_staff_accounts_account_fk" FOREIGN KEY ("added_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_lists" ADD CONSTRAINT "late_lists_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_lists" ADD CONSTRAINT "late_lists_province_code_provinces_code_fk" FOREIGN KEY ("province_code") REFERENCES "public"."provinces"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_lists" ADD CONSTRAINT "late_lists_made_by_staff_accounts_account_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "late_entries_one_live_per_candidate" ON "late_entries" USING btree ("candidate_id") WHERE "late_entries"."is_live";--> statement-breakpoint
CREATE INDEX "late_lists_by_session" ON "late_lists" USING btree ("exam_session_id","made_at","id");--> statement-breakpoint
CREATE TRIGGER late_lists_made_by BEFORE INSERT ON late_lists FOR EACH ROW
  EXECUTE FUNCTION guard_account('made_by', 'province_code', 'provinceAdmin,centreAdmin', 'make lists of late registration');--> statement-breakpoint
CREATE TRIGGER late_lists_made_signed_in BEFORE INSERT ON late_lists FOR EACH ROW
  EXECUTE FUNCTION guard_signed_in('made_by', 'made_at');--> statement-breakpoint
CREATE TRIGGER late_lists_ended BEFORE UPDATE ON late_lists FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION guard_ended('ended_at');--> statement-breakpoint
-- A list is for roll entries of its province in its exam session, as long as it has not ended, and for nobody who waits in a
-- queue.
CREATE FUNCTION guard_late_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.is_live AND NOT EXISTS (
    SELECT FROM late_lists l JOIN candidates c ON c.id = NEW.candidate_id
    WHERE l.id = NEW.list_id AND l.ended_at IS NULL
      AND c.exam_session_id = l.exam_session_id AND c.province_code = l.province_code)
  THEN
    RAISE EXCEPTION 'a list of late registration is for the rolls of its province' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER late_entries_of_province BEFORE INSERT OR UPDATE ON late_entries FOR EACH ROW EXECUTE FUNCTION guard_late_entry();
