-- Lets the planner know of rows just staged: it takes an unknown batch for one row, and may then look rows up by an index without their key.
-- Only the owner of a table may have it analyzed.
CREATE FUNCTION analyze_batch_rows() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  ANALYZE public.batch_rows;
END
$$;
