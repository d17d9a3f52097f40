CREATE TABLE "waitlist_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"turn" bigint GENERATED ALWAYS AS IDENTITY (sequence name "waitlist_entries_turn_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"offering_id" integer NOT NULL,
	"registration_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"end_reason" text,
	"joined_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"offered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_entries_one_live_per_level_and_mode" ON "waitlist_entries" USING btree ("registration_id","level","mode") WHERE "waitlist_entries"."state" in ('waiting', 'offered');--> statement-breakpoint
CREATE INDEX "waitlist_entries_queue" ON "waitlist_entries" USING btree ("offering_id","turn") WHERE "waitlist_entries"."state" = 'waiting';