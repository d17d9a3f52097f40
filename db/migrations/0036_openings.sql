DROP INDEX "waitlist_entries_early";--> statement-breakpoint
ALTER TABLE "waitlist_entries" ADD COLUMN "is_outsider" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "waitlist_entries" SET "is_outsider" = true
FROM "registrations", "offerings"
WHERE "waitlist_entries"."mode" = 'oral' AND "waitlist_entries"."state" = 'early'
  AND "registrations"."id" = "waitlist_entries"."registration_id" AND "offerings"."id" = "waitlist_entries"."offering_id"
  AND "registrations"."campus_code" <> "offerings"."campus_code";--> statement-breakpoint
CREATE INDEX "waitlist_entries_early" ON "waitlist_entries" USING btree ("offering_id","is_outsider") WHERE "waitlist_entries"."state" = 'early';--> statement-breakpoint
ALTER TABLE "waitlist_entries" DROP COLUMN "served_from";