DROP INDEX "passports_one_per_id_number";--> statement-breakpoint
DROP INDEX "passports_one_per_email";--> statement-breakpoint
ALTER TABLE "passports" ADD COLUMN "hold" text DEFAULT 'naming' NOT NULL;--> statement-breakpoint
ALTER TABLE "passports" ADD COLUMN "held_since" timestamp with time zone;--> statement-breakpoint
-- Who has waited for a number longest comes first: since the email was verified, else since registering.
UPDATE "passports" SET "held_since" = coalesce("email_verified_at", "created_at");--> statement-breakpoint
ALTER TABLE "passports" ALTER COLUMN "held_since" SET NOT NULL;--> statement-breakpoint
-- Open passports that had their number to themselves reserve it, if they are verified or ever registered.
UPDATE "passports" SET "hold" = 'reserving'
WHERE "closed_at" IS NULL AND NOT "claiming" AND (
  "email_verified_at" IS NOT NULL
  OR EXISTS (SELECT FROM "registrations" WHERE "registrations"."passport_id" = "passports"."id")
  OR "id" IN (SELECT "event"->>'passportId' FROM "registration_events" WHERE "event"->>'type' = 'saved')
);--> statement-breakpoint
UPDATE "passports" SET "hold" = 'claiming'
WHERE "closed_at" IS NULL AND "claiming" AND "email_verified_at" IS NOT NULL;--> statement-breakpoint
-- A number that nobody reserves goes to whoever has claimed it longest.
UPDATE "passports" SET "hold" = 'reserving' WHERE "id" IN (
  SELECT DISTINCT ON ("id_number_index") "id" FROM "passports" AS "claimant"
  WHERE "closed_at" IS NULL AND "hold" = 'claiming' AND NOT EXISTS (
    SELECT FROM "passports" AS "reserver"
    WHERE "reserver"."id_number_index" = "claimant"."id_number_index"
      AND "reserver"."closed_at" IS NULL AND "reserver"."hold" = 'reserving'
  )
  ORDER BY "id_number_index", "held_since", "id"
);--> statement-breakpoint
CREATE UNIQUE INDEX "passports_one_reserving_per_number" ON "passports" USING btree ("id_number_index") WHERE "passports"."closed_at" is null and "passports"."hold" = 'reserving';--> statement-breakpoint
CREATE INDEX "passports_by_number" ON "passports" USING btree ("id_number_index") WHERE "passports"."closed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "passports_one_verified_per_email" ON "passports" USING btree ("email_index") WHERE "passports"."closed_at" is null and "passports"."email_verified_at" is not null;--> statement-breakpoint
CREATE INDEX "passports_by_email" ON "passports" USING btree ("email_index","created_at") WHERE "passports"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "passports_claiming" ON "passports" USING btree ("held_since","id") WHERE "passports"."closed_at" is null and "passports"."hold" = 'claiming';--> statement-breakpoint
ALTER TABLE "passports" ADD CONSTRAINT "passports_hold" CHECK ("passports"."hold" in ('naming', 'reserving', 'claiming'));--> statement-breakpoint
ALTER TABLE "passports" DROP COLUMN "claiming";
