-- One that lapsed can be submitted, or filed, anew as well, where staff have moved the end; or deleted.
CREATE OR REPLACE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- What is sealed is sealed anew with a new key, and opens in its own row alone.
  free text[] := ARRAY['version', 'ends_at', 'personal', 'reason', 'decider'];
BEGIN
  IF OLD.state IN ('rejected', 'expired') AND NEW.state IN ('pending', 'approved') AND NEW.version = OLD.version + 1 THEN
    IF NEW.filed_by IS NOT NULL AND (NEW.state <> 'pending' OR NEW.decided_by IS NOT NULL) THEN
      RAISE EXCEPTION 'a new submission of reviews is undecided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('pending', 'rejected', 'expired') THEN
    free := free || ARRAY['state', 'decided_by', 'decided_at'];
  END IF;
  IF EXISTS (SELECT FROM rebinds WHERE state = 'approved'
      AND old_passport_id = OLD.passport_id AND new_passport_id = NEW.passport_id) THEN
    free := free || 'passport_id'::text;
  END IF;
  IF EXISTS (SELECT FROM index_key WHERE leaving_key_id IS NOT NULL) THEN
    free := free || 'id_number_index'::text;
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a submission of reviews is decided as it was submitted, once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Triggers name tables of this schema whoever calls them: temporary ones of the caller's come last, so that nobody puts one
-- in the place of a table that a trigger looks at or, with its owner's rights, writes.
DO $$
DECLARE
  guard regprocedure;
BEGIN
  FOR guard IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', guard);
  END LOOP;
END $$;
