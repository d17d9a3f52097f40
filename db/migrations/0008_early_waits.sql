DROP INDEX "waitlist_entries_one_live_per_level_and_mode";--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD COLUMN "served_from" timestamp with time zone;--> statement-breakpoint
UPDATE "waitlist_entries" SET "served_from" = "joined_at";--> statement-breakpoint
ALTER TABLE "waitlist_entries" ALTER COLUMN "served_from" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "waitlist_entries_early" ON "waitlist_entries" USING btree ("served_from","offering_id") WHERE "waitlist_entries"."state" = 'early';--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_entries_one_live_per_level_and_mode" ON "waitlist_entries" USING btree ("registration_id","level","mode") WHERE "waitlist_entries"."state" in ('early', 'waiting', 'offered');