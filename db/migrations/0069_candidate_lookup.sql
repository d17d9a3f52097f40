CREATE TABLE "sent_messages" (
	"key" text PRIMARY KEY NOT NULL,
	"passport_id" text NOT NULL,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"outcome" text NOT NULL,
	"sealed_to" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "sent_messages_outcome" CHECK ("sent_messages"."outcome" in ('sent', 'unsent', 'failed'))
);
--> statement-breakpoint
CREATE INDEX "sent_messages_by_passport" ON "sent_messages" USING btree ("passport_id","at");--> statement-breakpoint
CREATE INDEX "sent_messages_by_time" ON "sent_messages" USING btree ("at");--> statement-breakpoint
CREATE INDEX "passports_by_creation" ON "passports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "passports_unverified" ON "passports" USING btree ("created_at","id") WHERE "passports"."closed_at" is null and "passports"."email_verified_at" is null;--> statement-breakpoint
CREATE INDEX "candidates_by_name" ON "candidates" USING btree ("name_index","exam_session_id","school_code");--> statement-breakpoint
CREATE INDEX "outbox_by_passport" ON "outbox" USING btree (("message" ->> 'passportId')) WHERE "outbox"."message" ->> 'passportId' is not null;