CREATE TABLE "staff_account_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "staff_account_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"role" text,
	"scope" text,
	"second_factor_required" boolean,
	"password_hash" text,
	"sealed_email" text,
	"email_index" text
);
--> statement-breakpoint
CREATE TABLE "staff_recovery_codes" (
	"account" text NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "staff_recovery_codes_account_code_hash_pk" PRIMARY KEY("account","code_hash")
);
--> statement-breakpoint
CREATE TABLE "staff_second_factors" (
	"account" text PRIMARY KEY NOT NULL,
	"sealed_secret" text,
	"sealed_next" text,
	"last_step" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "second_factor_required" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "staff_account_changes" ADD CONSTRAINT "staff_account_changes_changed_by_staff_accounts_account_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_recovery_codes" ADD CONSTRAINT "staff_recovery_codes_account_staff_accounts_account_fk" FOREIGN KEY ("account") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_second_factors" ADD CONSTRAINT "staff_second_factors_account_staff_accounts_account_fk" FOREIGN KEY ("account") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "staff_account_changes_by_account" ON "staff_account_changes" USING btree ("account","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_action" ON "audit_log" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("happened_at","id");--> statement-breakpoint
-- Reviewers have had no second factor so far; whoever keeps their accounts may ask for one.
UPDATE "staff_accounts" SET "second_factor_required" = false WHERE "role" = 'reviewer';
--> statement-breakpoint
-- Who keeps whose accounts: each level those of the levels below it, in its scope (`keepsAccount`).
CREATE FUNCTION keeps_staff_account(keeper staff_accounts, kept_role text, kept_scope text) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE keeper.role
      WHEN 'centreAdmin' THEN kept_role IN ('provinceAdmin', 'schoolAdmin', 'reviewer', 'support', 'finance')
      WHEN 'provinceAdmin' THEN kept_role IN ('schoolAdmin', 'reviewer')
      WHEN 'schoolAdmin' THEN kept_role = 'reviewer'
      ELSE false END
    AND (keeper.scope = '*' OR (kept_scope <> '*' AND starts_with(kept_scope, keeper.scope)))
$$;
--> statement-breakpoint
-- Makes the change of an account that a row of staff_account_changes is about, with the owner's rights: the application has
-- none to write accounts. What only the account is to have is not kept in the row.
CREATE FUNCTION apply_staff_account_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  keeper staff_accounts;
  kept staff_accounts;
BEGIN
  SELECT * INTO keeper FROM staff_accounts WHERE account = NEW.changed_by AND NOT disabled FOR SHARE;
  IF NEW.kind <> 'created' THEN
    SELECT * INTO kept FROM staff_accounts WHERE account = NEW.account FOR UPDATE;
  END IF;
  IF keeper IS NULL OR NOT coalesce((CASE NEW.kind
      WHEN 'passwordChanged' THEN NEW.changed_by = NEW.account
      WHEN 'created' THEN keeps_staff_account(keeper, NEW.role, NEW.scope)
      WHEN 'changed' THEN keeps_staff_account(keeper, kept.role, kept.scope) AND keeps_staff_account(keeper, NEW.role, NEW.scope)
      ELSE keeps_staff_account(keeper, kept.role, kept.scope) END), false)
  THEN
    RAISE EXCEPTION 'this account may not change the other' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_account_changes_level';
  END IF;
  IF NEW.kind IN ('created', 'changed') AND NEW.role <> 'reviewer' AND NOT NEW.second_factor_required THEN
    RAISE EXCEPTION 'this role signs in with a second factor' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_account_changes_factor';
  END IF;
  IF NEW.kind = 'created' THEN
    INSERT INTO staff_accounts (account, role, scope, password_hash, sealed_email, email_index, second_factor_required, must_change_password)
      VALUES (NEW.account, NEW.role, NEW.scope, NEW.password_hash, NEW.sealed_email, NEW.email_index, NEW.second_factor_required, true);
  ELSE
    UPDATE staff_accounts SET
        role = CASE NEW.kind WHEN 'changed' THEN NEW.role ELSE role END,
        scope = CASE NEW.kind WHEN 'changed' THEN NEW.scope ELSE scope END,
        second_factor_required = CASE NEW.kind WHEN 'changed' THEN NEW.second_factor_required ELSE second_factor_required END,
        sealed_email = CASE NEW.kind WHEN 'changed' THEN coalesce(NEW.sealed_email, sealed_email) ELSE sealed_email END,
        email_index = CASE NEW.kind WHEN 'changed' THEN coalesce(NEW.email_index, email_index) ELSE email_index END,
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
--> statement-breakpoint
CREATE TRIGGER staff_account_changes_apply BEFORE INSERT ON staff_account_changes FOR EACH ROW EXECUTE FUNCTION apply_staff_account_change();
--> statement-breakpoint
CREATE TRIGGER staff_account_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_account_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
