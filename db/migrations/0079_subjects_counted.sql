CREATE INDEX "registrations_unpaid_subjects" ON "registrations" USING gin ("unpaid_subjects") WHERE "registrations"."stage" in ('unpaid', 'partlyPaid');--> statement-breakpoint
-- A registration counts for each subject that it holds or has paid as well, in number and in fen.
CREATE OR REPLACE FUNCTION counts_of(one registrations)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, one.school_code, counted.measure, counted.hour, 1::bigint
  FROM (VALUES (one.stage, 0), ('registered', coalesce(((one.state ->> 'savedAt')::bigint / 3600000)::integer, 0))) counted (measure, hour)
  WHERE one.stage <> 'none'
  UNION ALL
  SELECT one.exam_session_id, one.school_code, 'entries' || counted.unit || '/' || (entry ->> 'state') || '/' || (entry ->> 'subject'), 0,
    counted.amount
  FROM jsonb_path_query(one.state, '$.entries[*] ? (@.state == "held" || @.state == "paid")') entry,
    LATERAL (VALUES ('', 1::bigint), ('Fen', (entry ->> 'feeFen')::bigint)) counted (unit, amount)
  WHERE one.stage <> 'none'
$$;--> statement-breakpoint
DROP TRIGGER registrations_counted_when_changed ON registrations;--> statement-breakpoint
CREATE TRIGGER registrations_counted_when_changed AFTER UPDATE ON registrations FOR EACH ROW
  WHEN ((OLD.stage, OLD.school_code, OLD.exam_session_id, OLD.state ->> 'savedAt', OLD.state -> 'entries')
    IS DISTINCT FROM (NEW.stage, NEW.school_code, NEW.exam_session_id, NEW.state ->> 'savedAt', NEW.state -> 'entries'))
  EXECUTE FUNCTION note_counts();--> statement-breakpoint
-- What is there already counts from here on.
INSERT INTO "counters" (exam_session_id, scope, measure, hour, amount)
SELECT exam_session_id, scope, measure, hour, sum(amount)
FROM (SELECT counted.* FROM registrations, counts_of(registrations) counted WHERE starts_with(counted.measure, 'entries')) counted,
  LATERAL (SELECT DISTINCT unnest(ARRAY['*', left(school_code, 2), school_code])) scopes (scope)
WHERE scope <> ''
GROUP BY exam_session_id, scope, measure, hour;
