CREATE FUNCTION masterbus.pipeline_status() RETURNS TABLE (node text, state text, current_to timestamptz, lag_bytes int8, stale_sources text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT p.node, CASE WHEN a.pid IS NULL THEN 'stopped' ELSE p.state END,
           CASE WHEN a.wait_event ILIKE 'WalSenderWaitForWal' OR a.wait_event ILIKE 'WalSenderMain' THEN clock_timestamp() ELSE p.updated_at END,
           greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), greatest(p.applied_lsn, p.acknowledged_lsn)), 0)::int8, masterbus.stale_sources()
    FROM masterbus.progress p
    LEFT JOIN pg_replication_slots s ON s.slot_name = p.slot_name
    LEFT JOIN pg_stat_activity a ON a.pid = s.active_pid
$$;
COMMENT ON FUNCTION masterbus.pipeline_status() IS
    'How far each worker is. With its owner''s rights: readers may know how old their rows are, and see neither progress nor other sessions.';

CREATE VIEW threatmap.pipeline_status WITH (security_invoker) AS
SELECT masterbus.current_organization_id() AS organization_id, s.node AS id, s.state, s.current_to,
       extract(epoch FROM clock_timestamp() - s.current_to)::float8 AS lag_seconds, s.lag_bytes::float8 AS lag_bytes,
       cardinality(s.stale_sources) > 0 AS stale, s.current_to AS updated_at
FROM masterbus.pipeline_status() s;
COMMENT ON VIEW threatmap.pipeline_status IS 'How old what ThreatMap shows may be, one row per worker node.';
COMMENT ON COLUMN threatmap.pipeline_status.organization_id IS 'Organisation of whoever asks; the pipeline is the same for all; NULL for whoever belongs to none.';
COMMENT ON COLUMN threatmap.pipeline_status.id IS 'Name of the worker node.';
COMMENT ON COLUMN threatmap.pipeline_status.state IS 'What the worker does: streaming, rebuilding and so on; stopped when none is connected.';
COMMENT ON COLUMN threatmap.pipeline_status.current_to IS 'Condoit''s commits up to this time are shown.';
COMMENT ON COLUMN threatmap.pipeline_status.lag_seconds IS 'Seconds since then.';
COMMENT ON COLUMN threatmap.pipeline_status.lag_bytes IS 'Write-ahead log since the last position that is known to be applied, in bytes; not all of it is Condoit''s.';
COMMENT ON COLUMN threatmap.pipeline_status.stale IS 'True while tables are read again or wait until their mapping fits: some rows say stale.';
COMMENT ON COLUMN threatmap.pipeline_status.updated_at IS 'The same as current_to.';
