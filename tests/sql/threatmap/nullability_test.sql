-- Views have no NOT NULL; the comment of a column is the promise, and masterbus typegen makes types of it: the column may be
-- NULL where the comment says NULL. Here stand rows of which everything is unknown that our copies let be unknown.
BEGIN;
SELECT no_plan();
INSERT INTO masterbus.facility (organization_id, facility_id, source, source_key) VALUES
    ('acme', 'empty', 'site', 'n1'), ('acme', 'unknown', 'site', 'n2');
INSERT INTO masterbus.equipment (organization_id, equipment_id, facility_id, type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
                                 attributes, source, source_key) VALUES
    ('acme', 'unknown', 'unknown', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'asset', 'n1'),
    ('acme', 'scored', 'unknown', 'SWITCHGEAR', '1950-01-01', true, 95, 120, 120, '{}', 'asset', 'n2'),
    ('acme', 'homeless', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'asset', 'n3');
INSERT INTO masterbus.maintenance (organization_id, maintenance_id, equipment_id, source, source_key)
    SELECT 'acme', 'null ' || e, e, 'work_order', 'n ' || e FROM unnest('{unknown,homeless}'::text[]) e;
INSERT INTO masterbus.inspection (organization_id, inspection_id, facility_id, equipment_id, source, source_key) VALUES
    ('acme', 'null', 'unknown', 'unknown', 'inspection', 'n1');
INSERT INTO masterbus.arc_flash_study (organization_id, study_id, equipment_id, source, source_key) VALUES ('acme', 'null', 'unknown', 'study', 'n1');
INSERT INTO masterbus.photo (organization_id, photo_id, facility_id, equipment_id, source, source_key) VALUES
    ('acme', 'null 1', NULL, 'unknown', 'photo', 'n1'), ('acme', 'null 2', 'unknown', NULL, 'photo', 'n2'), ('acme', 'null 3', NULL, 'homeless', 'photo', 'n3');
SELECT masterbus.add_nfpa70b_rules('acme', 1);
UPDATE masterbus.facility SET nfpa70b_version = 1 WHERE organization_id = 'acme';
SELECT masterbus.refresh_equipment(ROW ('{acme,acme,acme}', '{unknown,scored,homeless}')::masterbus.touched, ROW (-1, 'change', NULL)::masterbus.cause);
SELECT masterbus.refresh_facilities(ROW ('{acme,acme}', '{empty,unknown}')::masterbus.touched, ROW (-1, 'change', NULL)::masterbus.cause);
SELECT is((SELECT count(risk_score) FROM threatmap.equipment WHERE facility_id = 'unknown'), 1::bigint, 'of two items one can be scored');

CREATE TEMP TABLE published AS
SELECT c.relname::text AS view, a.attname::text AS name, a.attnum,
       coalesce(col_description(c.oid, a.attnum) ~ '\mNULL\M', true) AS may_be_null
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v';

CREATE FUNCTION pg_temp.broken_promises() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    view text;
BEGIN
    FOR view IN SELECT DISTINCT p.view FROM published p LOOP
        RETURN QUERY EXECUTE format(
            'SELECT DISTINCT format(''%%s.%%s'', p.view, p.name) FROM threatmap.%I v, jsonb_each(to_jsonb(v)) c
             JOIN published p ON p.view = %L AND p.name = c.key WHERE c.value = ''null'' AND NOT p.may_be_null', view, view);
    END LOOP;
END
$$;
SELECT is_empty('SELECT pg_temp.broken_promises()', 'a column is NULL only where its comment says so');
SELECT is_empty($$SELECT view FROM published WHERE name IN ('organization_id', 'id') AND may_be_null AND view <> 'pipeline_status'$$,
                'the key of a view is never NULL');

CREATE FUNCTION pg_temp.repeated_ids() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    view text;
BEGIN
    FOR view IN SELECT DISTINCT p.view FROM published p LOOP
        RETURN QUERY EXECUTE format('SELECT %L || '' '' || id FROM threatmap.%I GROUP BY organization_id, id HAVING count(*) > 1', view, view);
    END LOOP;
END
$$;
SELECT cmp_ok((SELECT count(*) FROM threatmap.nfpa_70b_tasks), '>', 0::bigint, 'rule set 2 has tasks');
SELECT is_empty('SELECT pg_temp.repeated_ids()', 'organisation and id name one row of each view');
SELECT * FROM finish();
ROLLBACK;
