CREATE TABLE "campus_ends" (
	"exam_session_id" text NOT NULL,
	"campus_code" text NOT NULL,
	"registration_ends_at" timestamp with time zone,
	"management_ends_at" timestamp with time zone,
	"last_change_at" timestamp with time zone,
	"is_telling" boolean NOT NULL,
	"told_up_to" uuid,
	CONSTRAINT "campus_ends_exam_session_id_campus_code_pk" PRIMARY KEY("exam_session_id","campus_code")
);
--> statement-breakpoint
CREATE TABLE "ends_sweeps" (
	"exam_session_id" text PRIMARY KEY NOT NULL,
	"settings_version" bigint NOT NULL,
	"after_transaction" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "reviews_to_compare";--> statement-breakpoint
ALTER TABLE "campus_ends" ADD CONSTRAINT "campus_ends_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ends_sweeps" ADD CONSTRAINT "ends_sweeps_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campus_ends_to_tell" ON "campus_ends" USING btree ("exam_session_id","campus_code") WHERE "campus_ends"."is_telling";--> statement-breakpoint
CREATE INDEX "reviews_to_compare" ON "reviews" USING btree ("exam_session_id","campus_code") WHERE "reviews"."state" in ('pending', 'rejected');--> statement-breakpoint
ALTER TABLE "reviews" DROP COLUMN "settings_version";