CREATE TABLE "capacity_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"offering_id" integer NOT NULL,
	"school_code" text NOT NULL,
	"before" integer NOT NULL,
	"capacity" integer NOT NULL,
	"state" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "capacity_changes_two_people" CHECK ("capacity_changes"."decided_by" <> "capacity_changes"."submitted_by"),
	CONSTRAINT "capacity_changes_decided" CHECK (("capacity_changes"."decided_by" is null) = ("capacity_changes"."state" = 'submitted' or "capacity_changes"."capacity" > "capacity_changes"."before"))
);
--> statement-breakpoint
ALTER TABLE "capacity_changes" ADD CONSTRAINT "capacity_changes_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "capacity_changes_one_open_per_offering" ON "capacity_changes" USING btree ("offering_id") WHERE "capacity_changes"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "capacity_changes_desk" ON "capacity_changes" USING btree ("state","submitted_at","id");