ALTER TABLE "batch_approvals" DROP CONSTRAINT "batch_approvals_state";--> statement-breakpoint
ALTER TABLE "batch_approvals" DROP CONSTRAINT "batch_approvals_decided";--> statement-breakpoint
ALTER TABLE "batches" DROP CONSTRAINT "batches_filter";--> statement-breakpoint
ALTER TABLE "rebinds" DROP CONSTRAINT "rebinds_state";--> statement-breakpoint
ALTER TABLE "rebinds" DROP CONSTRAINT "rebinds_decided";--> statement-breakpoint
ALTER TABLE "corrections" DROP CONSTRAINT "corrections_state";--> statement-breakpoint
ALTER TABLE "corrections" DROP CONSTRAINT "corrections_decided";--> statement-breakpoint
ALTER TABLE "capacity_changes" DROP CONSTRAINT "capacity_changes_state";--> statement-breakpoint
ALTER TABLE "capacity_changes" DROP CONSTRAINT "capacity_changes_decided";--> statement-breakpoint
CREATE INDEX "batch_rows_refused" ON "batch_rows" USING btree ("batch_id","line") WHERE "batch_rows"."result" = 'refused';--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_state" CHECK ("batch_approvals"."state" in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "batch_approvals" ADD CONSTRAINT "batch_approvals_decided" CHECK (("batch_approvals"."state" in ('submitted', 'lapsed', 'withdrawn')) = ("batch_approvals"."decided_by" is null));--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_filter" CHECK (("batches"."filter" is not null) = ("batches"."kind" in ('reminders', 'messages', 'decisions')) and ("batches"."filter" is null or "batches"."sealed_parameters" is not null or "batches"."due_at" is null));--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_state" CHECK ("rebinds"."state" in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_decided" CHECK (("rebinds"."state" in ('submitted', 'lapsed', 'withdrawn')) = ("rebinds"."decided_by" is null));--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_state" CHECK ("corrections"."state" in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_decided" CHECK (("corrections"."state" in ('submitted', 'lapsed', 'withdrawn')) = ("corrections"."decided_by" is null));--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_state" CHECK ("capacity_changes"."state" in ('submitted', 'approved', 'rejected', 'lapsed', 'withdrawn'));--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_decided" CHECK (("capacity_changes"."decided_by" is null) = ("capacity_changes"."state" in ('submitted', 'lapsed', 'withdrawn') or "capacity_changes"."capacity" > "capacity_changes"."before"));