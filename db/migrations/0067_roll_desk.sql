ALTER TABLE "candidates" ADD COLUMN "class_name" text;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "photo_state" text DEFAULT 'unreviewed' NOT NULL;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "photo_reason" text;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "photo_decided_by" text;--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "photo_decided_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "candidates_by_photo_state" ON "candidates" USING btree ("exam_session_id","photo_state","school_code","id") WHERE "candidates"."photo_id" is not null;--> statement-breakpoint
CREATE INDEX "candidates_by_class" ON "candidates" USING btree ("exam_session_id","school_code","college","class_name","id");--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_photo_reason" CHECK (("candidates"."photo_state" = 'rejected') = ("candidates"."photo_reason" is not null));