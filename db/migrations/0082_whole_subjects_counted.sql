-- A subject counts once it is known which one it is and what it costs.
CREATE OR REPLACE FUNCTION counts_of(one registrations)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, one.school_code, counted.measure, counted.hour, 1::bigint
  FROM (VALUES (one.stage, 0), ('registered', coalesce(((one.state ->> 'savedAt')::bigint / 3600000)::integer, 0))) counted (measure, hour)
  WHERE one.stage <> 'none'
  UNION ALL
  SELECT one.exam_session_id, one.school_code, 'entries' || counted.unit || '/' || (entry ->> 'state') || '/' || (entry ->> 'subject'), 0,
    counted.amount
  FROM jsonb_path_query(one.state,
      '$.entries[*] ? ((@.state == "held" || @.state == "paid") && exists (@.subject) && exists (@.feeFen))') entry,
    LATERAL (VALUES ('', 1::bigint), ('Fen', (entry ->> 'feeFen')::bigint)) counted (unit, amount)
  WHERE one.stage <> 'none'
$$;
