CREATE TABLE "review_events" (
	"review_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"event" jsonb NOT NULL,
	"actor" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "review_events_review_id_version_pk" PRIMARY KEY("review_id","version")
);
--> statement-breakpoint
CREATE TABLE "review_tries" (
	"passport_id" text NOT NULL,
	"day" date NOT NULL,
	"requests" text[] NOT NULL,
	CONSTRAINT "review_tries_passport_id_day_pk" PRIMARY KEY("passport_id","day")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"exam_session_id" text NOT NULL,
	"passport_id" text NOT NULL,
	"candidate_id" uuid NOT NULL,
	"province_code" text NOT NULL,
	"school_code" text NOT NULL,
	"campus_code" text NOT NULL,
	"id_number_index" text NOT NULL,
	"personal" text NOT NULL,
	"score" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "score_records" ADD COLUMN "personal" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_exam_session_id_exam_sessions_id_fk" FOREIGN KEY ("exam_session_id") REFERENCES "public"."exam_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_passport_id_passports_id_fk" FOREIGN KEY ("passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_candidate_id_candidates_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_one_per_passport" ON "reviews" USING btree ("exam_session_id","passport_id") WHERE "reviews"."state" <> 'deleted';--> statement-breakpoint
CREATE INDEX "reviews_desk" ON "reviews" USING btree ("state","school_code","submitted_at","id");--> statement-breakpoint
CREATE INDEX "reviews_known_scores" ON "reviews" USING btree ("id_number_index","score") WHERE "reviews"."state" = 'approved';--> statement-breakpoint
CREATE TRIGGER review_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
