CREATE TABLE "person_keys" (
	"person" text PRIMARY KEY NOT NULL,
	"sealed_key" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "personal" text;