CREATE TABLE "audit_seals" (
	"trail" text NOT NULL,
	"number" bigint NOT NULL,
	"columns" text[] NOT NULL,
	"row_keys" text[] NOT NULL,
	"row_macs" "bytea" NOT NULL,
	"last_written_in" "xid8" NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"head" text NOT NULL,
	CONSTRAINT "audit_seals_trail_number_pk" PRIMARY KEY("trail","number")
);
--> statement-breakpoint
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whatever an insert says: the sealer relies on it that no row turns up in what is sealed already.
CREATE FUNCTION note_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.written_in := pg_current_xact_id();
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$
DECLARE trail text;
BEGIN
  FOREACH trail IN ARRAY ARRAY['audit_log', 'registration_events', 'review_events', 'seat_ledger', 'agreement_acceptances'] LOOP
    -- Rows that are there already count as written before all others.
    EXECUTE format('ALTER TABLE %I ADD COLUMN written_in xid8 NOT NULL DEFAULT ''0''', trail);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN written_in DROP DEFAULT', trail);
    EXECUTE format('CREATE INDEX %I ON %I (written_in)', trail || '_to_seal', trail);
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION note_transaction()', trail || '_written_in', trail);
  END LOOP;
END $$;
