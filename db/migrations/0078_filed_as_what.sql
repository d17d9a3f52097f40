ALTER TABLE "reviews" ADD COLUMN "filed_as" text;--> statement-breakpoint
CREATE INDEX "reviews_by_candidate" ON "reviews" USING btree ("candidate_id");--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_filed_as" CHECK ("reviews"."filed_as" is null or ("reviews"."filed_as" in ('old', 'forgotten') and "reviews"."filed_by" is not null));