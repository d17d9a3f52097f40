ALTER TABLE "orders" ADD COLUMN "gateway_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "gateway_sent_at" timestamp with time zone;