-- Exam times have a version of their own beside an exam session's, so that pages that show them need not add up those of all
-- campuses. Only what changes them raises it: everybody who writes offerings would otherwise wait for the one row.
DO $$
DECLARE
  scopes text := $scopes$
    SELECT exam_session_id, campus_code FROM changed
    UNION SELECT exam_session_id, 'calendar' FROM changed
      GROUP BY exam_session_id, campus_code, subject_code, exam_starts_at, exam_ends_at
      HAVING count(*) = 1 AND (exam_starts_at IS NOT NULL OR exam_ends_at IS NOT NULL)$scopes$;
BEGIN
  DROP TRIGGER offerings_noted_when_added ON offerings;
  DROP TRIGGER offerings_noted_when_changed ON offerings;
  DROP TRIGGER offerings_noted_when_deleted ON offerings;
  EXECUTE format('CREATE TRIGGER offerings_noted_when_added AFTER INSERT ON offerings REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
  EXECUTE format('CREATE TRIGGER offerings_noted_when_changed AFTER UPDATE ON offerings REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
  EXECUTE format('CREATE TRIGGER offerings_noted_when_deleted AFTER DELETE ON offerings REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change(%L)', scopes);
END $$;
