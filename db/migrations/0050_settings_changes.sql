CREATE TABLE "settings_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "settings_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"exam_session_id" text NOT NULL
);
--> statement-breakpoint
-- Each change leaves a row as well, for whoever compares ends with those told before: a row of its own, so that nobody who
-- sets something waits for somebody else who does.
CREATE OR REPLACE FUNCTION note_settings_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  EXECUTE format(
    'WITH changed AS (%s), scopes (owner, scope) AS (%s), left_behind AS (
       INSERT INTO settings_changes (exam_session_id) SELECT DISTINCT owner FROM scopes)
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
END $$;
--> statement-breakpoint
-- What was set before may not have been compared yet.
INSERT INTO settings_changes (exam_session_id) VALUES ('*');
