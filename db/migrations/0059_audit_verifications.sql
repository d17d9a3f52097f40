CREATE TABLE "audit_verifications" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_verifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"alive_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"report" jsonb,
	CONSTRAINT "audit_verifications_state" CHECK ("audit_verifications"."state" in ('asked', 'running', 'done', 'failed')),
	CONSTRAINT "audit_verifications_finished" CHECK (("audit_verifications"."finished_at" is null) = ("audit_verifications"."state" in ('asked', 'running')))
);
--> statement-breakpoint
ALTER TABLE "audit_verifications" ADD CONSTRAINT "audit_verifications_asked_by_staff_accounts_account_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_verifications_one_open" ON "audit_verifications" USING btree (("finished_at" is null)) WHERE "audit_verifications"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "audit_verifications_done" ON "audit_verifications" USING btree ("finished_at") WHERE "audit_verifications"."state" = 'done';