-- Files of before are not sealed for whom they were made; whoever needs one has it made again.
DELETE FROM exports;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "starter" text GENERATED ALWAYS AS (nullif(substr(started_by, 7), 'command-line')) STORED;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_photo_decided_by_staff_accounts_account_fk" FOREIGN KEY ("photo_decided_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_starter_staff_accounts_account_fk" FOREIGN KEY ("starter") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_started_by" CHECK (starts_with("batches"."started_by", 'staff/'));--> statement-breakpoint
ALTER TABLE "staff_accounts" ADD CONSTRAINT "staff_accounts_name" CHECK ("staff_accounts"."account" <> 'command-line');