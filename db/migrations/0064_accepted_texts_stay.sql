-- A text that somebody has accepted stays as they read it. The sealed acceptances name versions alone.
CREATE FUNCTION guard_accepted_text() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM agreement_acceptances WHERE OLD.version =
      CASE OLD.kind WHEN 'agreement' THEN agreement_version WHEN 'pledge' THEN pledge_version END) THEN
    RAISE EXCEPTION 'a text that was accepted stays' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER agreement_texts_accepted BEFORE UPDATE OR DELETE ON agreement_texts FOR EACH ROW
  EXECUTE FUNCTION guard_accepted_text();
