CREATE TABLE "arrangements" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "arrangements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"offering_id" integer NOT NULL,
	"round" integer NOT NULL,
	"seed" text NOT NULL,
	"room_size" integer NOT NULL,
	"arranged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "arrangements_once" UNIQUE("offering_id","round")
);
--> statement-breakpoint
CREATE TABLE "room_seats" (
	"entry_id" text PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"arrangement_id" integer NOT NULL,
	"offering_id" integer NOT NULL,
	"exam_school_code" text NOT NULL,
	"room" integer NOT NULL,
	"seat" integer NOT NULL,
	"ticket_number" text NOT NULL,
	CONSTRAINT "room_seats_ticketNumber_unique" UNIQUE("ticket_number"),
	CONSTRAINT "room_seats_one_person_each" UNIQUE("offering_id","room","seat")
);
--> statement-breakpoint
ALTER TABLE "schools" ADD COLUMN "settings" jsonb DEFAULT '{"schoolPrintedSubjects":[]}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "arrangements" ADD CONSTRAINT "arrangements_offering_id_offerings_id_fk" FOREIGN KEY ("offering_id") REFERENCES "public"."offerings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_seats" ADD CONSTRAINT "room_seats_arrangement_id_arrangements_id_fk" FOREIGN KEY ("arrangement_id") REFERENCES "public"."arrangements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
UPDATE "exam_sessions" SET "settings" = '{"roomSize":30,"oralSittingMinutes":60}'::jsonb || "settings";
