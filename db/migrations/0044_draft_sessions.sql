ALTER TABLE "exam_sessions" ADD COLUMN "state" text DEFAULT 'draft' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- Exam sessions that there are were never drafts.
UPDATE "exam_sessions" SET "state" = 'open';--> statement-breakpoint
ALTER TABLE "exam_sessions" ADD CONSTRAINT "exam_sessions_state" CHECK ("exam_sessions"."state" in ('draft', 'open', 'closed'));--> statement-breakpoint
-- A province has a version of its own, as schools and campuses do: whoever changes one says which they have seen.
DO $$
DECLARE
  scopes text := $scopes$SELECT '*', 'calendar' FROM changed UNION SELECT '*', code FROM changed$scopes$;
BEGIN
  DROP TRIGGER provinces_noted_when_added ON provinces;
  DROP TRIGGER provinces_noted_when_changed ON provinces;
  DROP TRIGGER provinces_noted_when_deleted ON provinces;
  EXECUTE format('CREATE TRIGGER provinces_noted_when_added AFTER INSERT ON provinces REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
  EXECUTE format('CREATE TRIGGER provinces_noted_when_changed AFTER UPDATE ON provinces REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
  EXECUTE format('CREATE TRIGGER provinces_noted_when_deleted AFTER DELETE ON provinces REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
END $$;--> statement-breakpoint
INSERT INTO "settings_versions" SELECT '*', "code", 1 FROM "provinces" ON CONFLICT DO NOTHING;
