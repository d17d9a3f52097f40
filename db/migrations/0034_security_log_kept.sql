-- The security log is counted up, never altered, and kept for half a year at least.
CREATE FUNCTION guard_security_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE counted text[] := ARRAY['count', 'first_at', 'last_at'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.last_at > now() - interval '180 days' THEN
      RAISE EXCEPTION 'security_events are kept for 180 days' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(NEW) - counted <> to_jsonb(OLD) - counted OR NEW.count <= OLD.count
      OR NEW.first_at > OLD.first_at OR NEW.last_at < OLD.last_at THEN
    RAISE EXCEPTION 'security_events are only counted up' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER security_events_guard BEFORE UPDATE OR DELETE ON security_events FOR EACH ROW EXECUTE FUNCTION guard_security_event();
