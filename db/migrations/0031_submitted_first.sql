-- What waits for a second person is written down undecided; a decision is a change of its row, which its guards see.
CREATE FUNCTION guard_new_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> TG_ARGV[0] OR NEW.decided_by IS NOT NULL OR NEW.decided_at IS NOT NULL OR NEW.reason IS NOT NULL THEN
    RAISE EXCEPTION 'a new submission of % is undecided', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rebinds_submitted BEFORE INSERT ON rebinds FOR EACH ROW EXECUTE FUNCTION guard_new_submission('submitted');
--> statement-breakpoint
CREATE TRIGGER capacity_changes_submitted BEFORE INSERT ON capacity_changes FOR EACH ROW
  WHEN (NEW.capacity <= NEW.before) EXECUTE FUNCTION guard_new_submission('submitted');
--> statement-breakpoint
-- A raise takes effect at once; nobody decides it.
CREATE TRIGGER capacity_changes_raised BEFORE INSERT ON capacity_changes FOR EACH ROW
  WHEN (NEW.capacity > NEW.before) EXECUTE FUNCTION guard_new_submission('approved');
--> statement-breakpoint
CREATE TRIGGER reviews_filed BEFORE INSERT ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL) EXECUTE FUNCTION guard_new_submission('pending');
