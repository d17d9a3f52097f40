ALTER TABLE "commands" ADD COLUMN "subject" text;--> statement-breakpoint
UPDATE "commands" SET "subject" = CASE
  WHEN EXISTS (SELECT FROM "reviews" WHERE "reviews"."id" = "commands"."registration_id") THEN 'review/'
  WHEN EXISTS (SELECT FROM "rebinds" WHERE "rebinds"."id" = "commands"."registration_id") THEN 'rebind/'
  WHEN EXISTS (SELECT FROM "capacity_changes" WHERE "capacity_changes"."id" = "commands"."registration_id") THEN 'capacity-change/'
  ELSE 'registration/'
END || "registration_id"::text;--> statement-breakpoint
ALTER TABLE "commands" ALTER COLUMN "subject" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "commands" DROP COLUMN "registration_id";--> statement-breakpoint
DELETE FROM "command_slots";--> statement-breakpoint
ALTER TABLE "command_slots" RENAME COLUMN "passport_id" TO "actor";--> statement-breakpoint
ALTER TABLE "command_slots" RENAME COLUMN "exam_session_id" TO "desk";--> statement-breakpoint
ALTER TABLE "command_slots" RENAME CONSTRAINT "command_slots_passport_id_exam_session_id_pk" TO "command_slots_actor_desk_pk";
