CREATE TABLE "proofs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"about" text NOT NULL,
	"bound_to" text,
	"type" text NOT NULL,
	"byte_count" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "proofs_type" CHECK ("proofs"."type" in ('image/jpeg', 'image/png', 'application/pdf'))
);
--> statement-breakpoint
ALTER TABLE "proofs" ADD CONSTRAINT "proofs_uploaded_by_staff_accounts_account_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."staff_accounts"("account") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "proofs_by_bound" ON "proofs" USING btree ("bound_to") WHERE "proofs"."bound_to" is not null;--> statement-breakpoint
CREATE INDEX "proofs_loose" ON "proofs" USING btree ("uploaded_by","uploaded_at") WHERE "proofs"."bound_to" is null;--> statement-breakpoint
-- What a proof was handed in with stays.
CREATE TRIGGER proofs_handed_in BEFORE UPDATE ON proofs FOR EACH ROW
  WHEN (OLD.bound_to IS NOT NULL) EXECUTE FUNCTION guard_ended('bound_to');
