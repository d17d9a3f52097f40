ALTER TABLE "payment_exceptions" ADD COLUMN "handled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payment_exceptions" ADD COLUMN "handled_by" text;--> statement-breakpoint
ALTER TABLE "payment_exceptions" ADD COLUMN "note" text;--> statement-breakpoint
CREATE INDEX "payment_exceptions_open" ON "payment_exceptions" USING btree ("id") WHERE "payment_exceptions"."handled_at" is null;--> statement-breakpoint
-- Rows written before there were reminders: the next sweep looks at them.
UPDATE "registrations" SET "next_reminder_at" = "changed_at" WHERE "next_reminder_at" IS NULL AND "stage" IN ('unpaid', 'partlyPaid');
