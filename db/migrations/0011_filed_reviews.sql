ALTER TABLE "reviews" ADD COLUMN "filed_by" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "settings_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "reviews_to_compare" ON "reviews" USING btree ("exam_session_id","settings_version") WHERE "reviews"."state" in ('pending', 'rejected');