CREATE TABLE "staff_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"purpose" text NOT NULL,
	"sealed_email" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "email_verified_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "staff_links" ADD CONSTRAINT "staff_links_account_staff_accounts_account_fk" FOREIGN KEY ("account") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "staff_links_by_account" ON "staff_links" USING btree ("account","purpose");--> statement-breakpoint
-- As before, and an address: its owner proves it (emailVerified), and from then on nobody else changes it.
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
  IF NEW.kind IN ('created', 'changed') AND NEW.role <> 'reviewer' AND NOT NEW.second_factor_required THEN
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
