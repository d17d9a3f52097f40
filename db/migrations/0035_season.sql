CREATE TABLE "settings_versions" (
	"exam_session_id" text NOT NULL,
	"scope" text NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "settings_versions_exam_session_id_scope_pk" PRIMARY KEY("exam_session_id","scope")
);
--> statement-breakpoint
-- Versions go on from where they were, so that what was compared with an earlier one stays earlier.
INSERT INTO "settings_versions" SELECT "id", '*', "settings_version" FROM "exam_sessions";--> statement-breakpoint
ALTER TABLE "commands" ADD COLUMN "ahead_due_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "commands_ahead" ON "commands" USING btree ("ahead_due_at") WHERE "commands"."ahead_due_at" is not null;--> statement-breakpoint
ALTER TABLE "exam_sessions" DROP COLUMN "settings_version";--> statement-breakpoint
-- Raises the version of every scope of which a statement changed something; its argument tells the scopes of the rows in
-- "changed". A row that is written again as it was changes nothing.
CREATE FUNCTION "note_settings_change"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  EXECUTE format(
    'WITH changed AS (%s), scopes (owner, scope) AS (%s)
     INSERT INTO settings_versions AS kept (exam_session_id, scope, version)
     SELECT DISTINCT owner, scope, 1 FROM scopes ORDER BY owner, scope
     ON CONFLICT (exam_session_id, scope) DO UPDATE SET version = kept.version + 1',
    CASE TG_OP
      WHEN 'INSERT' THEN 'SELECT * FROM came'
      WHEN 'DELETE' THEN 'SELECT * FROM gone'
      ELSE '(SELECT * FROM came EXCEPT SELECT * FROM gone) UNION (SELECT * FROM gone EXCEPT SELECT * FROM came)'
    END,
    TG_ARGV[0]);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE FUNCTION "pg_temp"."note_changes_of"(noted text, scopes text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', noted || '_noted_when_added', noted, scopes);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', noted || '_noted_when_changed', noted, scopes);
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', noted || '_noted_when_deleted', noted, scopes);
END;
$$;--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('exam_sessions', $$SELECT id, '*' FROM changed UNION SELECT '*', 'calendar' FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('windows', $$SELECT exam_session_id, scope FROM changed UNION SELECT '*', 'calendar' FROM changed WHERE length(scope) <= 2$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('offerings', $$SELECT exam_session_id, campus_code FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('subjects', $$SELECT '*', '*' FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('agreement_texts', $$SELECT '*', '*' FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('provinces', $$SELECT '*', 'calendar' FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('schools', $$SELECT '*', code FROM changed$$);--> statement-breakpoint
SELECT "pg_temp"."note_changes_of"('campuses', $$SELECT '*', code FROM changed$$);
