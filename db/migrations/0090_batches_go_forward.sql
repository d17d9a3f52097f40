-- A batch begins with nothing known of it: one of a file with the file, one of a filter with whom that finds.
CREATE OR REPLACE FUNCTION guard_new_bulk() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state <> (CASE WHEN NEW.filter IS NULL THEN 'uploading' ELSE 'checking' END)
    OR (NEW.total, NEW.cursor, NEW.done, NEW.unchanged, NEW.refused) <> (0, 0, 0, 0, 0) OR NEW.found IS NOT NULL
  THEN
    RAISE EXCEPTION 'an action on many begins with nobody written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER batches_new_file BEFORE INSERT ON batches FOR EACH ROW
  WHEN (NEW.filter IS NULL) EXECUTE FUNCTION guard_new_bulk();--> statement-breakpoint
-- A batch goes forward only, and what ended stays ended. What is known of it is written in the step that finds it out, and stays:
-- what somebody has seen, or a second person has approved, is what runs. What is sealed is sealed anew by the owner.
CREATE FUNCTION guard_batch() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  -- A generated column is computed after this.
  free text[] := ARRAY['state', 'version', 'changed_at', 'due_at', 'starter'];
  -- A mail that bounced tells its row, at any time.
  has_bounced boolean := NEW.done < OLD.done AND NEW.done + NEW.refused = OLD.done + OLD.refused;
BEGIN
  IF NEW.version < OLD.version OR NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('uploading', 'reading'), ('reading', 'mapping'), ('reading', 'checking'), ('mapping', 'checking'),
      ('checked', 'running'), ('submitted', 'running'), ('running', 'paused'), ('paused', 'running'), ('running', 'done'),
      ('reading', 'failed'), ('checking', 'failed'), ('running', 'failed'))
    AND NOT (OLD.state = 'checking' AND NEW.state = ANY (CASE WHEN NEW.filter IS NULL THEN ARRAY['checked'] ELSE ARRAY['submitted', 'running'] END))
    AND NOT (OLD.ended_at IS NULL AND NEW.state = 'cancelled')
  THEN
    RAISE EXCEPTION 'a batch goes forward only' USING ERRCODE = 'check_violation';
  END IF;
  IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    free := free || ARRAY['sealed_file_name', 'sealed_headings', 'sealed_parameters'];
  END IF;
  IF has_bounced AND OLD.state IN ('running', 'paused', 'done', 'cancelled', 'failed') THEN
    free := free || ARRAY['done', 'refused'];
  END IF;
  IF OLD.ended_at IS NOT NULL THEN
    free := free || CASE WHEN NEW.sealed_headings IS NULL THEN ARRAY['sealed_headings'] ELSE '{}' END
      || CASE WHEN NEW.sealed_parameters IS NULL THEN ARRAY['sealed_parameters'] ELSE '{}' END;
  ELSE
    free := free || CASE OLD.state
      WHEN 'uploading' THEN ARRAY['file_bytes', 'file_digest']
      WHEN 'reading' THEN ARRAY['sealed_headings']
      WHEN 'mapping' THEN ARRAY['sealed_headings']
      WHEN 'checking' THEN ARRAY['cursor', 'done', 'unchanged', 'refused', 'found', 'total']
      WHEN 'checked' THEN CASE NEW.state WHEN 'running' THEN ARRAY['options'] ELSE '{}' END
      WHEN 'running' THEN CASE WHEN NEW.cursor >= OLD.cursor AND (NEW.done >= OLD.done OR has_bounced)
          AND NEW.unchanged >= OLD.unchanged AND NEW.refused >= OLD.refused
        THEN ARRAY['cursor', 'done', 'unchanged', 'refused'] ELSE '{}' END
      ELSE '{}'
    END;
    IF NEW.state = 'running' AND OLD.state IN ('checking', 'checked', 'submitted') THEN free := free || 'started_at'::text; END IF;
    IF NEW.state IN ('done', 'cancelled', 'failed') THEN free := free || 'ended_at'::text; END IF;
    IF NEW.state = 'failed' THEN free := free || 'problem'::text; END IF;
  END IF;
  IF to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'a batch stays as it was seen, but for how far it is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER batches_forward BEFORE UPDATE ON batches FOR EACH ROW EXECUTE FUNCTION guard_batch();--> statement-breakpoint
-- What a file says stays from when all of it has been sent, whom a filter finds from when all of them were written down. Who adds to a
-- batch holds it there until that is done: it does not move on meanwhile.
CREATE OR REPLACE FUNCTION guard_bulk_rows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM batches WHERE id IN (SELECT batch_id FROM came) ORDER BY id FOR SHARE;
  IF EXISTS (SELECT FROM (SELECT DISTINCT batch_id FROM came) added JOIN batches b ON b.id = added.batch_id
    WHERE b.state <> (CASE TG_TABLE_NAME WHEN 'batch_files' THEN 'uploading' ELSE 'checking' END)) THEN
    RAISE EXCEPTION 'an action on many is about those who were written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER batch_files_sent AFTER INSERT ON batch_files REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION guard_bulk_rows();--> statement-breakpoint
-- They go once the batch is over.
CREATE FUNCTION guard_batch_parts() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT batch_id FROM gone) dropped JOIN batches b ON b.id = dropped.batch_id WHERE b.ended_at IS NULL) THEN
    RAISE EXCEPTION 'what a batch is about stays until it is over' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER batch_rows_stay AFTER DELETE ON batch_rows REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION guard_batch_parts();--> statement-breakpoint
CREATE TRIGGER batch_files_stay AFTER DELETE ON batch_files REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION guard_batch_parts();--> statement-breakpoint
-- What a row is about stays, and is cleared once its batch is over. The check of a file judges rows again as it compares them; what
-- became of a row is written once, by the run, but that its mail bounced.
CREATE FUNCTION guard_batch_row() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  b record;
BEGIN
  SELECT state, filter IS NULL AS is_file, ended_at IS NOT NULL AS is_over INTO b FROM batches WHERE id = OLD.batch_id;
  -- One that is over moves no more: nobody need hold it.
  IF NOT b.is_over THEN
    SELECT state, filter IS NULL AS is_file, ended_at IS NOT NULL AS is_over INTO b FROM batches WHERE id = OLD.batch_id FOR SHARE;
  END IF;
  IF (NEW.batch_id, NEW.line, NEW.school_code, NEW.changes, NEW.kept)
      IS NOT DISTINCT FROM (OLD.batch_id, OLD.line, OLD.school_code, OLD.changes, OLD.kept)
    AND ((NEW.key, NEW.other_key, NEW.holder, NEW.seen, NEW.sealed)
        IS NOT DISTINCT FROM (OLD.key, OLD.other_key, OLD.holder, OLD.seen, OLD.sealed)
      OR b.is_over AND num_nonnulls(NEW.key, NEW.other_key, NEW.holder, NEW.seen, NEW.sealed) = 0)
    AND ((NEW.outcome, NEW.flaws, NEW.tied, NEW.turn) IS NOT DISTINCT FROM (OLD.outcome, OLD.flaws, OLD.tied, OLD.turn)
      OR b.is_file AND b.state = 'checking')
    AND ((NEW.result, NEW.refusal) IS NOT DISTINCT FROM (OLD.result, OLD.refusal)
      OR b.is_file AND b.state = 'checking'
      OR b.state = 'running' AND OLD.result = 'waiting'
      OR OLD.result = 'done' AND NEW.result = 'refused' AND NEW.refusal = 'BOUNCED')
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what a row is about stays, and what became of it' USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
DROP TRIGGER batch_rows_key ON batch_rows;--> statement-breakpoint
DROP FUNCTION guard_row_key();--> statement-breakpoint
CREATE TRIGGER batch_rows_forward BEFORE UPDATE ON batch_rows FOR EACH ROW EXECUTE FUNCTION guard_batch_row();--> statement-breakpoint
DELETE FROM "guards" WHERE ("table_name", "name") = ('batch_rows', 'batch_rows_key');--> statement-breakpoint
INSERT INTO "guards" VALUES ('batches', 'batches_new_file'), ('batches', 'batches_forward'), ('batch_files', 'batch_files_sent'),
  ('batch_rows', 'batch_rows_stay'), ('batch_files', 'batch_files_stay'), ('batch_rows', 'batch_rows_forward');
