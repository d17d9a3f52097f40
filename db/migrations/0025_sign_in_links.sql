CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"email_index" text NOT NULL,
	"province_code" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
DROP TRIGGER "outbox_tell_relay" ON "outbox";--> statement-breakpoint
ALTER TABLE "outbox" drop column "lane";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "lane" text GENERATED ALWAYS AS (case message ->> 'kind' when 'mail' then 'mail' when 'signInLinkAsked' then 'mail' when 'resetAsked' then 'mail' when 'text' then 'text' when 'rowAhead' then 'rowsAhead' when 'reviewAhead' then 'rowsAhead' else 'signals' end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "sealed_email" text;--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD COLUMN "email_index" text;--> statement-breakpoint
CREATE INDEX "sign_in_links_by_holder" ON "sign_in_links" USING btree ("holder","created_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("lane","due_at") WHERE "outbox"."abandoned_at" is null;--> statement-breakpoint
CREATE TRIGGER "outbox_tell_relay" AFTER INSERT ON "outbox" FOR EACH ROW WHEN (NEW."lane" = 'signals') EXECUTE FUNCTION "tell_relay"('signals');
