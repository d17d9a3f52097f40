CREATE TABLE "photos" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"imported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "candidates" ADD COLUMN "photo_id" text;--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "photo_id" text;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_photo_id_photos_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "candidates_by_photo" ON "candidates" USING btree ("photo_id") WHERE "candidates"."photo_id" is not null;--> statement-breakpoint
CREATE INDEX "registrations_by_photo" ON "registrations" USING btree ("photo_id") WHERE "registrations"."photo_id" is not null;