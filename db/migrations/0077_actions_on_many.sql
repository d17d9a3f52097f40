CREATE TABLE "batch_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"count" integer NOT NULL,
	"state" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "batch_approvals_kind" CHECK ("batch_approvals"."kind" in ('reminders', 'messages')),
	CONSTRAINT "batch_approvals_state" CHECK ("batch_approvals"."state" in ('submitted', 'approved', 'rejected', 'lapsed')),
	CONSTRAINT "batch_approvals_two_people" CHECK ("batch_approvals"."decided_by" <> "batch_approvals"."submitted_by"),
	CONSTRAINT "batch_approvals_decided" CHECK (("batch_approvals"."state" in ('submitted', 'lapsed')) = ("batch_approvals"."decided_by" is null))
);
--> statement-breakpoint
CREATE TABLE "payment_reminders" (
	"registration_id" uuid NOT NULL,
	"day" date NOT NULL,
	"batch_id" uuid NOT NULL,
	CONSTRAINT "payment_reminders_registration_id_day_pk" PRIMARY KEY("registration_id","day")
);
--> statement-breakpoint
ALTER TABLE "batches" DROP CONSTRAINT "batches_state";--> statement-breakpoint
DROP INDEX "batches_one_running";--> statement-breakpoint
DROP TRIGGER "outbox_tell_relay" ON "outbox";--> statement-breakpoint
ALTER TABLE "outbox" drop column "lane";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "lane" text GENERATED ALWAYS AS (case when message ? 'isBulk' then 'bulkMail' when message ->> 'kind' in ('mail', 'signInLinkAsked', 'resetAsked') then 'mail' when message ->> 'kind' = 'text' then 'text' when message ->> 'kind' in ('rowAhead', 'reviewAhead') then 'rowsAhead' else 'signals' end) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("lane","due_at") WHERE "outbox"."abandoned_at" is null;--> statement-breakpoint
CREATE TRIGGER "outbox_tell_relay" AFTER INSERT ON "outbox" FOR EACH ROW WHEN (NEW."lane" = 'signals') EXECUTE FUNCTION "tell_relay"('signals');--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "grade" integer;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "education_level" text;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "filter" jsonb;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "sealed_parameters" text;--> statement-breakpoint
-- What a registration owes, as its state says it: lists find it by an index, and never differ from the state.
CREATE FUNCTION unpaid_subjects_of(state jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(subject #>> '{}' ORDER BY subject #>> '{}'), '{}')
  FROM jsonb_path_query(state, '$.entries[*] ? (@.state == "held").subject') subject
$$;--> statement-breakpoint
CREATE FUNCTION unpaid_fen_of(state jsonb) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(fee::integer), 0)::integer FROM jsonb_path_query(state, '$.entries[*] ? (@.state == "held").feeFen') fee
$$;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "unpaid_subjects" text[] GENERATED ALWAYS AS (unpaid_subjects_of(state)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "unpaid_fen" integer GENERATED ALWAYS AS (unpaid_fen_of(state)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_rules" ADD COLUMN "second_person_above" integer DEFAULT 1000 NOT NULL;--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_id_batches_id_fk" FOREIGN KEY ("id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_submitted_by_staff_accounts_account_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_decided_by_staff_accounts_account_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_reminders" ADD CONSTRAINT "payment_reminders_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_approvals_desk" ON "batch_approvals" USING btree ("state","submitted_at","id");--> statement-breakpoint
CREATE INDEX "registrations_unpaid" ON "registrations" USING btree ("exam_session_id","school_code","id","unpaid_subjects","unpaid_fen") WHERE "registrations"."stage" in ('unpaid', 'partlyPaid');--> statement-breakpoint
CREATE UNIQUE INDEX "batches_one_running" ON "batches" USING btree ("kind",coalesce("exam_session_id", ''),"scope") WHERE "batches"."state" in ('running', 'paused') and "batches"."filter" is null;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_filter" CHECK (("batches"."filter" is not null) = ("batches"."kind" in ('reminders', 'messages')) and ("batches"."filter" is null or "batches"."sealed_parameters" is not null));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_state" CHECK ("batches"."state" in ('uploading', 'reading', 'mapping', 'checking', 'checked', 'submitted', 'running', 'paused', 'done', 'cancelled', 'failed'));--> statement-breakpoint
ALTER TABLE "staff_rules" ADD CONSTRAINT "staff_rules_second_person_above" CHECK ("staff_rules"."second_person_above" between 1 and 100000);--> statement-breakpoint
-- An action on many is asked for by somebody who is signed in and may do it there, and begins with nobody written down.
CREATE FUNCTION guard_new_bulk() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state <> 'checking' OR NEW.total <> 0 OR NEW.cursor <> 0 THEN
    RAISE EXCEPTION 'an action on many begins with nobody written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER batches_new_bulk BEFORE INSERT ON batches FOR EACH ROW
  WHEN (NEW.filter IS NOT NULL) EXECUTE FUNCTION guard_new_bulk();--> statement-breakpoint
CREATE TRIGGER batches_bulk_signed_in BEFORE INSERT ON batches FOR EACH ROW
  WHEN (NEW.filter IS NOT NULL) EXECUTE FUNCTION guard_signed_in('started_by', 'created_at');--> statement-breakpoint
CREATE TRIGGER batches_messages_by BEFORE INSERT ON batches FOR EACH ROW
  WHEN (NEW.kind IN ('reminders', 'messages'))
  EXECUTE FUNCTION guard_account('started_by', 'scope', 'schoolAdmin,provinceAdmin,centreAdmin', 'send messages');--> statement-breakpoint
-- It runs on those who were written down; on more than one person may act on, once a second person has approved as many.
CREATE FUNCTION guard_bulk_run() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.total <> (SELECT count(*) FROM batch_rows WHERE batch_id = NEW.id) THEN
    RAISE EXCEPTION 'an action on many is about those who were written down' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.total > coalesce((SELECT second_person_above FROM staff_rules), 1000)
    AND NOT EXISTS (SELECT FROM batch_approvals WHERE id = NEW.id AND state = 'approved' AND count = NEW.total)
  THEN
    RAISE EXCEPTION 'an action on so many takes a second person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER batches_bulk_run BEFORE UPDATE ON batches FOR EACH ROW
  WHEN (NEW.filter IS NOT NULL AND NEW.state IN ('running', 'paused') AND OLD.state NOT IN ('running', 'paused'))
  EXECUTE FUNCTION guard_bulk_run();--> statement-breakpoint
CREATE FUNCTION guard_bulk_rows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT batch_id FROM came) added JOIN batches b ON b.id = added.batch_id
    WHERE b.filter IS NOT NULL AND b.state <> 'checking') THEN
    RAISE EXCEPTION 'an action on many is about those who were written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER batch_rows_of_bulk AFTER INSERT ON batch_rows REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION guard_bulk_rows();--> statement-breakpoint
CREATE FUNCTION guard_row_key() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what a row is about stays' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER batch_rows_key BEFORE UPDATE ON batch_rows FOR EACH ROW
  WHEN (NEW.batch_id <> OLD.batch_id OR NEW.line <> OLD.line OR (NEW.key IS NOT NULL AND NEW.key IS DISTINCT FROM OLD.key))
  EXECUTE FUNCTION guard_row_key();--> statement-breakpoint
-- Its approval is submitted undecided and as its batch was written down, decided once by somebody who may, and kept.
CREATE FUNCTION guard_batch_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM batches WHERE id = NEW.id AND kind = NEW.kind AND scope = NEW.scope AND total = NEW.count
    AND state = 'submitted' AND started_by = 'staff/' || NEW.submitted_by) THEN
    RAISE EXCEPTION 'an approval is about its batch as it was written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER batch_approvals_of_batch BEFORE INSERT ON batch_approvals FOR EACH ROW EXECUTE FUNCTION guard_batch_approval();--> statement-breakpoint
CREATE TRIGGER batch_approvals_submitted BEFORE INSERT ON batch_approvals FOR EACH ROW EXECUTE FUNCTION guard_new_submission('submitted');--> statement-breakpoint
CREATE TRIGGER batch_approvals_guard BEFORE UPDATE ON batch_approvals FOR EACH ROW EXECUTE FUNCTION guard_submission();--> statement-breakpoint
CREATE TRIGGER batch_approvals_kept BEFORE DELETE OR TRUNCATE ON batch_approvals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER batch_approvals_decided_by BEFORE UPDATE ON batch_approvals FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by AND NEW.kind IN ('reminders', 'messages'))
  EXECUTE FUNCTION guard_account('decided_by', 'scope', 'schoolAdmin,provinceAdmin,centreAdmin', 'decide about messages');--> statement-breakpoint
CREATE TRIGGER batch_approvals_decided_signed_in BEFORE UPDATE ON batch_approvals FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by)
  EXECUTE FUNCTION guard_signed_in('decided_by', 'decided_at');
