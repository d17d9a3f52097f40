CREATE TABLE "counter_deltas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "counter_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"exam_session_id" text NOT NULL,
	"school_code" text NOT NULL,
	"measure" text NOT NULL,
	"hour" integer NOT NULL,
	"amount" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"exam_session_id" text NOT NULL,
	"scope" text NOT NULL,
	"measure" text NOT NULL,
	"hour" integer NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "counters_exam_session_id_scope_measure_hour_pk" PRIMARY KEY("exam_session_id","scope","measure","hour"),
	CONSTRAINT "counters_hour" CHECK ("counters"."hour" >= 0)
);
--> statement-breakpoint
CREATE INDEX "counters_of_places" ON "counters" USING btree ("exam_session_id","scope") WHERE "counters"."hour" = 0;--> statement-breakpoint
-- Deltas come and go all the time: their room is used again soon.
ALTER TABLE "counter_deltas" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 5000);--> statement-breakpoint
-- What a row counts for, table by table: the only place that says so. Triggers note the difference that a change makes, the
-- comparison of counters with rows adds up all rows. Who counts at which school follows from columns that stay.
CREATE FUNCTION counts_of(one candidates)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, one.school_code, 'rolled', 0, 1::bigint WHERE one.id IS NOT NULL AND one.missing_since IS NULL
$$;--> statement-breakpoint
-- Each registration counts for its stage, and for the hour in which it was saved.
CREATE FUNCTION counts_of(one registrations)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, one.school_code, counted.measure, counted.hour, 1::bigint
  FROM (VALUES (one.stage, 0), ('registered', coalesce(((one.state ->> 'savedAt')::bigint / 3600000)::integer, 0))) counted (measure, hour)
  WHERE one.stage <> 'none'
$$;--> statement-breakpoint
CREATE FUNCTION counts_of(one orders)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, coalesce((SELECT c.school_code FROM public.candidates c WHERE c.id = one.registration_id), ''),
    counted.measure, floor(extract(epoch FROM one.paid_at) / 3600)::integer, counted.amount
  FROM (VALUES ('payments', 1::bigint), ('paymentsFen', one.amount_fen::bigint)) counted (measure, amount)
  WHERE one.paid_at IS NOT NULL
$$;--> statement-breakpoint
CREATE FUNCTION counts_of(one reviews)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT one.exam_session_id, one.school_code, 'reviewsPending', 0, 1::bigint WHERE one.state = 'pending'
$$;--> statement-breakpoint
CREATE FUNCTION counts_of(one payment_exceptions)
RETURNS TABLE (exam_session_id text, school_code text, measure text, hour integer, amount bigint) LANGUAGE sql STABLE AS $$
  SELECT coalesce(o.exam_session_id, ''), coalesce(c.school_code, ''), 'exception/' || one.kind, 0, 1::bigint
  FROM (SELECT) nothing LEFT JOIN public.orders o ON o.order_no = one.order_no LEFT JOIN public.candidates c ON c.id = o.registration_id
  WHERE one.id IS NOT NULL AND one.handled_at IS NULL
$$;--> statement-breakpoint
CREATE FUNCTION note_counts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO counter_deltas (exam_session_id, school_code, measure, hour, amount)
  SELECT exam_session_id, school_code, measure, hour, sum(amount)
  FROM (
    SELECT * FROM counts_of(NEW)
    UNION ALL
    SELECT exam_session_id, school_code, measure, hour, -amount FROM counts_of(OLD)
  ) changed
  GROUP BY exam_session_id, school_code, measure, hour HAVING sum(amount) <> 0;
  RETURN NULL;
END $$;--> statement-breakpoint
-- Rolls come by the hundred: noted once a statement.
CREATE FUNCTION note_rolled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  EXECUTE format('
    INSERT INTO counter_deltas (exam_session_id, school_code, measure, hour, amount)
    SELECT exam_session_id, school_code, %L, 0, sum(amount) FROM (%s) changed
    WHERE missing_since IS NULL GROUP BY exam_session_id, school_code HAVING sum(amount) <> 0',
    'rolled',
    CASE TG_OP WHEN 'INSERT' THEN '' ELSE 'SELECT exam_session_id, school_code, missing_since, -1 AS amount FROM gone' END
      || CASE TG_OP WHEN 'UPDATE' THEN ' UNION ALL ' ELSE '' END
      || CASE TG_OP WHEN 'DELETE' THEN '' ELSE 'SELECT exam_session_id, school_code, missing_since, 1 AS amount FROM came' END);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER candidates_counted_when_added AFTER INSERT ON candidates REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION note_rolled();--> statement-breakpoint
CREATE TRIGGER candidates_counted_when_changed AFTER UPDATE ON candidates REFERENCING OLD TABLE AS gone NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION note_rolled();--> statement-breakpoint
CREATE TRIGGER candidates_counted_when_deleted AFTER DELETE ON candidates REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_rolled();--> statement-breakpoint
CREATE TRIGGER registrations_counted AFTER INSERT OR DELETE ON registrations FOR EACH ROW EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER registrations_counted_when_changed AFTER UPDATE ON registrations FOR EACH ROW
  WHEN ((OLD.stage, OLD.school_code, OLD.exam_session_id, OLD.state ->> 'savedAt')
    IS DISTINCT FROM (NEW.stage, NEW.school_code, NEW.exam_session_id, NEW.state ->> 'savedAt'))
  EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER orders_counted AFTER INSERT ON orders FOR EACH ROW WHEN (NEW.paid_at IS NOT NULL) EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER orders_counted_when_changed AFTER UPDATE ON orders FOR EACH ROW
  WHEN ((OLD.paid_at, OLD.amount_fen) IS DISTINCT FROM (NEW.paid_at, NEW.amount_fen)) EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER orders_counted_when_deleted AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER reviews_counted AFTER INSERT OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER reviews_counted_when_changed AFTER UPDATE ON reviews FOR EACH ROW
  WHEN ((OLD.state, OLD.school_code) IS DISTINCT FROM (NEW.state, NEW.school_code)) EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER payment_exceptions_counted AFTER INSERT OR DELETE ON payment_exceptions FOR EACH ROW EXECUTE FUNCTION note_counts();--> statement-breakpoint
CREATE TRIGGER payment_exceptions_counted_when_changed AFTER UPDATE ON payment_exceptions FOR EACH ROW
  WHEN ((OLD.handled_at IS NULL) <> (NEW.handled_at IS NULL)) EXECUTE FUNCTION note_counts();--> statement-breakpoint
-- What is there already counts from here on.
INSERT INTO "counters" (exam_session_id, scope, measure, hour, amount)
SELECT exam_session_id, scope, measure, hour, sum(amount)
FROM (
  SELECT counted.* FROM candidates, counts_of(candidates) counted
  UNION ALL SELECT counted.* FROM registrations, counts_of(registrations) counted
  UNION ALL SELECT counted.* FROM orders, counts_of(orders) counted
  UNION ALL SELECT counted.* FROM reviews, counts_of(reviews) counted
  UNION ALL SELECT counted.* FROM payment_exceptions, counts_of(payment_exceptions) counted
) counted, LATERAL (SELECT DISTINCT unnest(ARRAY['*', left(school_code, 2), school_code])) scopes (scope)
WHERE scope <> ''
GROUP BY exam_session_id, scope, measure, hour;
