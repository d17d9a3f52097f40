CREATE TABLE "export_pieces" (
	"id" text PRIMARY KEY NOT NULL,
	"export_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "export_pieces_position" UNIQUE("export_id","position")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"list" text NOT NULL,
	"format" text NOT NULL,
	"language" text NOT NULL,
	"scope" text NOT NULL,
	"filter" jsonb NOT NULL,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"problem" text,
	"row_count" integer DEFAULT 0 NOT NULL,
	"byte_count" bigint DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"alive_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exports_state" CHECK ("exports"."state" in ('making', 'ready', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "export_pieces" ADD CONSTRAINT "export_pieces_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_account_staff_accounts_account_fk" FOREIGN KEY ("account") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_by_account" ON "exports" USING btree ("account","asked_at");--> statement-breakpoint
CREATE INDEX "exports_by_end" ON "exports" USING btree ("expires_at");