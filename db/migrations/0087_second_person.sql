-- Whoever makes an account, or takes its password away, can sign in as it until its owner has proved an address of their own: that
-- of whoever handed out its password is none. Accounts that hang together so may all be in one person's hands.
CREATE FUNCTION is_one_person(one text, other text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH RECURSIVE handed AS MATERIALIZED (
    SELECT DISTINCT h.changed_by AS keeper, h.account AS kept
    FROM staff_account_changes h
      JOIN staff_accounts kept ON kept.account = h.account
      JOIN staff_accounts keeper ON keeper.account = h.changed_by
    WHERE h.kind IN ('created', 'passwordReset')
      AND (kept.email_verified_at IS NULL OR kept.email_index = keeper.email_index)
  ), theirs (account) AS (
    SELECT one
    UNION
    SELECT CASE h.keeper WHEN t.account THEN h.kept ELSE h.keeper END
    FROM theirs t JOIN handed h ON t.account IN (h.keeper, h.kept)
  )
  SELECT EXISTS (SELECT FROM theirs WHERE account = other)
$$;
--> statement-breakpoint
-- Of what takes two people, no account decides that may be in the hands of whoever submitted it. The arguments name the column of
-- the one who decides and that of the one who submitted; that both are one account is for the checks of the tables.
CREATE FUNCTION guard_second_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  decider text := regexp_replace(to_jsonb(NEW) ->> TG_ARGV[0], '^staff/', '');
  submitter text := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
  IF decider <> submitter AND is_one_person(decider, submitter) THEN
    RAISE EXCEPTION 'the two accounts in % may be in the hands of one person', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER capacity_changes_second_person BEFORE UPDATE ON capacity_changes FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_second_person('decided_by', 'submitted_by');--> statement-breakpoint
CREATE TRIGGER rebinds_second_person BEFORE UPDATE ON rebinds FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_second_person('decided_by', 'submitted_by');--> statement-breakpoint
CREATE TRIGGER corrections_second_person BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_second_person('decided_by', 'submitted_by');--> statement-breakpoint
CREATE TRIGGER batch_approvals_second_person BEFORE UPDATE ON batch_approvals FOR EACH ROW
  WHEN (NEW.decided_by IS DISTINCT FROM OLD.decided_by) EXECUTE FUNCTION guard_second_person('decided_by', 'submitted_by');--> statement-breakpoint
CREATE TRIGGER reviews_second_person BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND starts_with(NEW.decided_by, 'staff/') AND NEW.state IN ('approved', 'rejected')
    AND (NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.state <> OLD.state))
  EXECUTE FUNCTION guard_second_person('decided_by', 'filed_by');--> statement-breakpoint
CREATE TRIGGER reviews_reset_second_person BEFORE UPDATE ON reviews FOR EACH ROW
  WHEN (NEW.filed_by IS NOT NULL AND NEW.reset_by IS DISTINCT FROM OLD.reset_by AND NEW.reset_by IS NOT NULL)
  EXECUTE FUNCTION guard_second_person('reset_by', 'filed_by');
