ALTER TABLE "orders" ADD COLUMN "ask_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "ask_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "orders_to_ask_about" ON "orders" USING btree ("gateway","ask_due_at") WHERE "orders"."state" = 'open';--> statement-breakpoint
UPDATE "orders" SET "ask_due_at" = "opened_at" + interval '5 minutes' WHERE "state" = 'open';--> statement-breakpoint
UPDATE "orders" SET "asked_at" = to_timestamp(("known" ->> 'askedAt')::bigint / 1000.0)
FROM "registrations", jsonb_array_elements("registrations"."state" -> 'orders') "known"
WHERE "registrations"."id" = "orders"."registration_id" AND "known" ->> 'orderNo' = "orders"."order_no"
  AND "known" ? 'askedAt';
