CREATE TABLE "rebinds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"new_passport_id" text NOT NULL,
	"old_passport_id" text NOT NULL,
	"email_index" text NOT NULL,
	"school_code" text,
	"state" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "rebinds_two_people" CHECK ("rebinds"."decided_by" <> "rebinds"."submitted_by"),
	CONSTRAINT "rebinds_decided" CHECK (("rebinds"."state" = 'submitted') = ("rebinds"."decided_by" is null))
);
--> statement-breakpoint
ALTER TABLE "passports" ADD COLUMN "rebound_to" text;--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_new_passport_id_passports_id_fk" FOREIGN KEY ("new_passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rebinds" ADD CONSTRAINT "rebinds_old_passport_id_passports_id_fk" FOREIGN KEY ("old_passport_id") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rebinds_one_open_per_new_passport" ON "rebinds" USING btree ("new_passport_id") WHERE "rebinds"."state" = 'submitted';--> statement-breakpoint
CREATE UNIQUE INDEX "rebinds_one_open_per_old_passport" ON "rebinds" USING btree ("old_passport_id") WHERE "rebinds"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "rebinds_desk" ON "rebinds" USING btree ("state","submitted_at","id");--> statement-breakpoint
ALTER TABLE "passports" ADD CONSTRAINT "passports_rebound_to_passports_id_fk" FOREIGN KEY ("rebound_to") REFERENCES "public"."passports"("id") ON DELETE no action ON UPDATE no action;