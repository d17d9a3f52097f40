ALTER TABLE "batch_approvals" DROP CONSTRAINT "batch_approvals_kind";--> statement-breakpoint
ALTER TABLE "batches" DROP CONSTRAINT "batches_filter";--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_kind" CHECK ("batch_approvals"."kind" in ('reminders', 'messages', 'decisions'));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_filter" CHECK (("batches"."filter" is not null) = ("batches"."kind" in ('reminders', 'messages', 'decisions')) and ("batches"."filter" is null or "batches"."sealed_parameters" is not null));--> statement-breakpoint
CREATE TRIGGER batches_decisions_by BEFORE INSERT ON batches FOR EACH ROW
  WHEN (NEW.kind = 'decisions')
  EXECUTE FUNCTION guard_account('started_by', 'scope', 'reviewer', 'decide about many re-checks');--> statement-breakpoint
CREATE TRIGGER batch_approvals_decisions_by BEFORE UPDATE ON batch_approvals FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by AND NEW.kind = 'decisions')
  EXECUTE FUNCTION guard_account('decided_by', 'scope', 'reviewer', 'decide about many re-checks');--> statement-breakpoint
-- One decision for many re-checks takes a second person however many they are.
CREATE OR REPLACE FUNCTION guard_bulk_run() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.total <> (SELECT count(*) FROM batch_rows WHERE batch_id = NEW.id) THEN
    RAISE EXCEPTION 'an action on many is about those who were written down' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.total > (CASE NEW.kind WHEN 'decisions' THEN 0 ELSE coalesce((SELECT second_person_above FROM staff_rules), 1000) END)
    AND NOT EXISTS (SELECT FROM batch_approvals WHERE id = NEW.id AND state = 'approved' AND count = NEW.total)
  THEN
    RAISE EXCEPTION 'an action on so many takes a second person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Whoever decides is signed in, or has had it decided with many others, which a second person approved: that goes on after
-- they have signed out.
CREATE FUNCTION guard_review_decider() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM staff_sessions WHERE account = substr(NEW.decided_by, 7) AND ended_at IS NULL
      AND expires_at > coalesce(NEW.decided_at, now()))
    OR EXISTS (SELECT FROM batches b JOIN batch_approvals a ON a.id = b.id JOIN batch_rows r ON r.batch_id = b.id
      WHERE b.kind = 'decisions' AND b.state = 'running' AND b.started_by = NEW.decided_by AND a.state = 'approved'
        AND r.key = NEW.id::text AND r.result = 'waiting')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'nobody is signed in as the account that is named in %', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER reviews_decided_signed_in ON reviews;--> statement-breakpoint
CREATE TRIGGER reviews_decided_signed_in BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (starts_with(NEW.decided_by, 'staff/') AND NEW.state IN ('approved', 'rejected')
    AND (NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.state <> OLD.state))
  EXECUTE FUNCTION guard_review_decider();
