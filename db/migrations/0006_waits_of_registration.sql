CREATE TABLE "reminders" (
	"entry_id" text NOT NULL,
	"kind" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reminders_entry_id_kind_pk" PRIMARY KEY("entry_id","kind")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"gateway" text NOT NULL,
	"day" date NOT NULL,
	"billed_payments" integer NOT NULL,
	"billed_refunds" integer NOT NULL,
	"recovered" integer NOT NULL,
	"exceptions" integer NOT NULL,
	"difference_fen" bigint NOT NULL,
	"compared_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reconciliations_gateway_day_pk" PRIMARY KEY("gateway","day")
);
--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "next_reminder_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "registrations_to_remind" ON "registrations" USING btree ("next_reminder_at") WHERE "registrations"."next_reminder_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_by_payment" ON "orders" USING btree ("gateway","paid_at");--> statement-breakpoint
CREATE INDEX "refunds_by_order" ON "refunds" USING btree ("order_no");--> statement-breakpoint
CREATE INDEX "refunds_by_gateway" ON "refunds" USING btree ("gateway","done_at");--> statement-breakpoint
CREATE INDEX "waitlist_entries_of_registration" ON "waitlist_entries" USING btree ("registration_id","offering_id","turn");