CREATE TABLE "security_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "security_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event" text NOT NULL,
	"actor" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"route" text NOT NULL,
	"reason" text NOT NULL,
	"count" integer NOT NULL,
	"span_starts_at" timestamp with time zone NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "security_events_once" ON "security_events" USING btree ("span_starts_at","address","account","event","actor","route","reason");--> statement-breakpoint
CREATE INDEX "security_events_by_event" ON "security_events" USING btree ("event","id");--> statement-breakpoint
CREATE INDEX "security_events_by_account" ON "security_events" USING btree ("account","id");--> statement-breakpoint
CREATE INDEX "security_events_by_address" ON "security_events" USING btree ("address","id");--> statement-breakpoint
CREATE INDEX "security_events_by_age" ON "security_events" USING btree ("last_at");