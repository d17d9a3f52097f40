-- What is sealed is sealed anew, with a new key, by the owner alone: that a text names another key proves nothing. Whatever waits for
-- somebody, or was decided, stays as it is for everybody else, its reason too.
CREATE OR REPLACE FUNCTION guard_submission() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  free text[] := CASE OLD.state WHEN 'submitted' THEN ARRAY['state', 'decided_by', 'decided_at', 'reason'] ELSE '{}' END;
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    free := free || ARRAY['sealed_values', 'reason'];
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of % is decided as it was submitted, once', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  free text[] := ARRAY['version', 'ends_at', 'due_at', 'decider'];
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
    free := free || ARRAY['state', 'decided_by', 'decided_at', 'reason'];
  ELSIF OLD.state IN ('rejected', 'expired') AND NEW.state = 'deleted' THEN
    free := free || 'state'::text;
  ELSIF OLD.state IN ('approved', 'rejected') AND NEW.state = 'pending' AND NEW.version = OLD.version + 1
    AND starts_with(OLD.decided_by, 'staff/') AND NEW.decided_by IS NULL AND NEW.decided_at IS NULL
    AND NEW.reset_by IS NOT NULL AND NEW.reset_at IS NOT NULL AND NEW.reset_by IS DISTINCT FROM NEW.filed_by
  THEN
    free := free || ARRAY['state', 'decided_by', 'decided_at', 'reason', 'reset_by', 'reset_at'];
  END IF;
  IF NEW.passport_id <> OLD.passport_id AND EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN
    free := free || 'passport_id'::text;
  END IF;
  IF NEW.id_number_index <> OLD.id_number_index AND EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL) THEN
    free := free || 'id_number_index'::text;
  END IF;
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    free := free || ARRAY['personal', 'reason'];
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of reviews is decided as it was submitted, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_taken_over() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN NEW; END IF;
  IF TG_ARGV[0] = 'bound' THEN
    IF NEW.photo_id IS NOT DISTINCT FROM (SELECT photo_id FROM candidates WHERE id = NEW.id) THEN RETURN NEW; END IF;
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
CREATE FUNCTION guard_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what is sealed in % is sealed anew by the owner', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER staff_accounts_sealed BEFORE UPDATE ON staff_accounts FOR EACH ROW
  WHEN (NEW.sealed_email IS DISTINCT FROM OLD.sealed_email) EXECUTE FUNCTION guard_sealed();--> statement-breakpoint
-- A proof that was handed in goes with the re-check that it is of, or is taken back while that waits, which the audit log says in the
-- same transaction. What was decided, and what waits for a second person, keeps its proofs.
CREATE FUNCTION guard_handed_in() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF starts_with(OLD.bound_to, 'review/') AND EXISTS (SELECT FROM reviews WHERE id = substr(OLD.bound_to, 8)::uuid AND (state = 'deleted'
    OR state = 'pending' AND EXISTS (SELECT FROM audit_log
      WHERE target = OLD.bound_to AND action = 'reviewProofRemoved' AND details ->> 'proofId' = OLD.id::text
        AND written_in = pg_current_xact_id())))
  THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a proof stays with what it was handed in with' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER proofs_kept BEFORE DELETE ON proofs FOR EACH ROW
  WHEN (OLD.bound_to IS NOT NULL) EXECUTE FUNCTION guard_handed_in();--> statement-breakpoint
INSERT INTO "guards" VALUES ('staff_accounts', 'staff_accounts_sealed'), ('proofs', 'proofs_kept');
