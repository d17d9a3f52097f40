ALTER TABLE "rebinds" DROP CONSTRAINT "rebinds_state";--> statement-breakpoint
ALTER TABLE "rebinds" DROP CONSTRAINT "rebinds_decided";--> statement-breakpoint
ALTER TABLE "capacity_changes" DROP CONSTRAINT "capacity_changes_state";--> statement-breakpoint
ALTER TABLE "capacity_changes" DROP CONSTRAINT "capacity_changes_decided";--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_state" CHECK ("rebinds"."state" in ('submitted', 'approved', 'rejected', 'lapsed'));--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_decided" CHECK (("rebinds"."state" in ('submitted', 'lapsed')) = ("rebinds"."decided_by" is null));--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_state" CHECK ("capacity_changes"."state" in ('submitted', 'approved', 'rejected', 'lapsed'));--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_decided" CHECK (("capacity_changes"."decided_by" is null) = ("capacity_changes"."state" in ('submitted', 'lapsed') or "capacity_changes"."capacity" > "capacity_changes"."before"));