ALTER TABLE "staff_accounts" DROP CONSTRAINT "staff_accounts_scope";--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "college" text;--> statement-breakpoint
CREATE INDEX "candidates_by_college" ON "candidates" USING btree ("school_code","college");--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_scope" CHECK ("staff_accounts"."scope" ~ '^([*]|[0-9]{2}|[0-9]{5,6}|[0-9]{5}/[^[:cntrl:]]{1,60})$');--> statement-breakpoint
-- Who keeps whose accounts, with those of the clerks of a school's colleges (`keepsAccount`).
CREATE OR REPLACE FUNCTION keeps_staff_account(keeper staff_accounts, kept_role text, kept_scope text) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE keeper.role
      WHEN 'centreAdmin' THEN kept_role IN ('provinceAdmin', 'schoolAdmin', 'reviewer', 'collegeClerk', 'support', 'finance')
      WHEN 'provinceAdmin' THEN kept_role IN ('schoolAdmin', 'reviewer', 'collegeClerk')
      WHEN 'schoolAdmin' THEN kept_role IN ('reviewer', 'collegeClerk')
      ELSE false END
    AND (keeper.scope = '*' OR (kept_scope <> '*' AND strpos(keeper.scope, '/') = 0 AND starts_with(kept_scope, keeper.scope)))
$$;
--> statement-breakpoint
-- As before; clerks, like reviewers, sign in with a second factor where their account says so.
CREATE OR REPLACE FUNCTION apply_staff_account_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  keeper staff_accounts;
  kept staff_accounts;
BEGIN
  SELECT * INTO keeper FROM staff_accounts WHERE account = NEW.changed_by AND NOT disabled FOR SHARE;
  IF NEW.kind <> 'created' THEN
    SELECT * INTO kept FROM staff_accounts WHERE account = NEW.account FOR UPDATE;
  END IF;
  IF keeper IS NULL OR NOT coalesce((CASE
      WHEN NEW.kind IN ('passwordChanged', 'emailVerified') THEN NEW.changed_by = NEW.account
      WHEN NEW.kind = 'created' THEN keeps_staff_account(keeper, NEW.role, NEW.scope)
      WHEN NEW.kind = 'changed' THEN keeps_staff_account(keeper, kept.role, kept.scope) AND keeps_staff_account(keeper, NEW.role, NEW.scope)
      ELSE keeps_staff_account(keeper, kept.role, kept.scope) END), false)
  THEN
    RAISE EXCEPTION 'this account may not change the other' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_account_changes_level';
  END IF;
  IF NEW.kind IN ('created', 'changed') AND NEW.role NOT IN ('reviewer', 'collegeClerk') AND NOT NEW.second_factor_required THEN
    RAISE EXCEPTION 'this role signs in with a second factor' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_account_changes_factor';
  END IF;
  IF NEW.kind = 'changed' AND kept.email_verified_at IS NOT NULL AND NEW.email_index <> kept.email_index THEN
    RAISE EXCEPTION 'a proved address is changed by its owner' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_account_changes_address';
  END IF;
  IF NEW.kind = 'created' THEN
    INSERT INTO staff_accounts (account, role, scope, password_hash, sealed_email, email_index, second_factor_required, must_change_password)
      VALUES (NEW.account, NEW.role, NEW.scope, NEW.password_hash, NEW.sealed_email, NEW.email_index, NEW.second_factor_required, true);
  ELSE
    UPDATE staff_accounts SET
        role = CASE NEW.kind WHEN 'changed' THEN NEW.role ELSE role END,
        scope = CASE NEW.kind WHEN 'changed' THEN NEW.scope ELSE scope END,
        second_factor_required = CASE NEW.kind WHEN 'changed' THEN NEW.second_factor_required ELSE second_factor_required END,
        sealed_email = CASE WHEN NEW.kind IN ('changed', 'emailVerified') THEN coalesce(NEW.sealed_email, sealed_email) ELSE sealed_email END,
        email_index = CASE WHEN NEW.kind IN ('changed', 'emailVerified') THEN coalesce(NEW.email_index, email_index) ELSE email_index END,
        email_verified_at = CASE NEW.kind WHEN 'emailVerified' THEN NEW.changed_at ELSE email_verified_at END,
        disabled = CASE NEW.kind WHEN 'disabled' THEN true WHEN 'enabled' THEN false ELSE disabled END,
        password_hash = CASE WHEN NEW.kind IN ('passwordReset', 'passwordChanged') THEN NEW.password_hash ELSE password_hash END,
        must_change_password = CASE NEW.kind WHEN 'passwordReset' THEN true WHEN 'passwordChanged' THEN false ELSE must_change_password END,
        version = version + CASE NEW.kind WHEN 'passwordChanged' THEN 0 ELSE 1 END
      WHERE account = NEW.account;
  END IF;
  NEW.password_hash := NULL;
  NEW.sealed_email := NULL;
  NEW.email_index := NULL;
  RETURN NEW;
END $$;
