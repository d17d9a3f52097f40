CREATE TABLE "payload_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"registered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER payload_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payload_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
