-- Tells relays of work that somebody waits for: money and signals. Mails, texts and rows ahead are found by asking.
CREATE FUNCTION "tell_relay"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('relay', TG_ARGV[0]);
  RETURN NULL;
END;
$$;--> statement-breakpoint
CREATE TRIGGER "gateway_notices_tell_relay" AFTER INSERT ON "gateway_notices" FOR EACH STATEMENT EXECUTE FUNCTION "tell_relay"('notices');--> statement-breakpoint
CREATE TRIGGER "outbox_tell_relay" AFTER INSERT ON "outbox" FOR EACH ROW WHEN (NEW."lane" = 'signals') EXECUTE FUNCTION "tell_relay"('signals');
