CREATE SCHEMA masterbus;
COMMENT ON SCHEMA masterbus IS 'Own copies of what Condoit says, results, history, progress and mapping, and the functions that apply a batch of changes.';
GRANT USAGE ON SCHEMA masterbus TO PUBLIC;

CREATE FUNCTION masterbus.edit_distance(a text, b text) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'masterbus_edit_distance';
COMMENT ON FUNCTION masterbus.edit_distance(text, text) IS
    'Levenshtein distance of two names, in single-character edits; used to suggest near misses.';

CREATE FUNCTION masterbus.today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (now() AT TIME ZONE 'UTC')::date $$;
COMMENT ON FUNCTION masterbus.today() IS 'The current UTC calendar date, at which newly seen facilities are evaluated.';

CREATE SEQUENCE masterbus.batch_number AS int8;
COMMENT ON SEQUENCE masterbus.batch_number IS 'Numbers the applied batches; NOTIFY masterbus carries it and history names it.';
SELECT pg_extension_config_dump('masterbus.batch_number', '');
