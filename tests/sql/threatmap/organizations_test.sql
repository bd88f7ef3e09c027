-- Each organisation sees its own rows, in every view and function that the catalogue has; claims count only for the API's own role.
BEGIN;
SELECT no_plan();
\ir two_organizations.psql
CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
CREATE ROLE stranger LOGIN IN ROLE masterbus_reader;
CREATE ROLE gateway LOGIN IN ROLE masterbus_api;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');

-- Views: the organisations whose rows a session sees in each.
CREATE FUNCTION pg_temp.seen() RETURNS TABLE (view_name text, organizations text) LANGUAGE plpgsql AS $$
BEGIN
    FOR view_name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v' ORDER BY 1 LOOP
        EXECUTE format('SELECT coalesce(string_agg(DISTINCT organization_id, %L), %L) FROM threatmap.%I', ',', '', view_name) INTO organizations;
        RETURN NEXT;
    END LOOP;
END
$$;
-- The pipeline is the same for all, and its organisation is that of whoever asks.
SELECT bag_eq($$SELECT * FROM pg_temp.seen() WHERE view_name <> 'pipeline_status'$$,
              $$SELECT relname::text, 'acme,umbra' FROM pg_class WHERE relnamespace = 'threatmap'::regnamespace AND relkind = 'v' AND relname <> 'pipeline_status'$$,
              'every view has rows of both organisations, so that what follows proves something');

-- Functions: every one that reads is called for an item, a facility and an organisation, by the names of its arguments; the rest by type or default.
-- Those of the map take a place instead, and answer for whoever asks: map_test.sql has them.
CREATE TEMP TABLE argument (name text, organization_id text, value text);
INSERT INTO argument VALUES
    ('organization_id', 'acme', 'acme'), ('equipment_id', 'acme', '1/T1'), ('facility_id', 'acme', 'site-1'),
    ('equipment_ids', 'acme', '{1/T1}'), ('facility_ids', 'acme', '{site-1}'),
    ('organization_id', 'umbra', 'umbra'), ('equipment_id', 'umbra', '3/T1'), ('facility_id', 'umbra', 'site-3'),
    ('equipment_ids', 'umbra', '{3/T1}'), ('facility_ids', 'umbra', '{site-3}');
CREATE TEMP TABLE sample (type regtype, value text);
INSERT INTO sample VALUES ('int4', '1'), ('float8', '1'), ('date', 'today'), ('timestamptz', 'now'), ('jsonb', '{}'), ('boolean', 'true'), ('date[]', '{today}');
GRANT SELECT ON argument, sample TO PUBLIC;
CREATE VIEW pg_temp.reading AS
SELECT p.oid, p.oid::regprocedure::text AS signature, p.proname, p.pronargs - p.pronargdefaults AS required,
       p.proargtypes::oid[] AS types, coalesce(p.proargnames, '{}') AS names
FROM pg_proc p WHERE p.pronamespace = 'threatmap'::regnamespace AND p.provolatile <> 'i' AND p.prokind = 'f'
  AND coalesce(p.proargnames[1], '') NOT IN ('west', 'z');
GRANT SELECT ON pg_temp.reading TO PUBLIC;

CREATE FUNCTION pg_temp.call(f pg_temp.reading, organization text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    arguments text[] := '{}';
    value text;
    answer text;
BEGIN
    FOR n IN 1 .. cardinality(f.types) LOOP
        SELECT a.value INTO value FROM argument a WHERE a.name = f.names[n] AND a.organization_id = organization;
        IF value IS NULL AND (f.types[n - 1] = 'masterbus.equipment_input'::regtype OR f.types[n - 1] = 'threatmap.equipment'::regtype) THEN
            arguments := arguments || format('(SELECT r FROM %s r WHERE r.organization_id = %L LIMIT 1)', f.types[n - 1]::regtype, organization);
            CONTINUE;
        END IF;
        EXIT WHEN value IS NULL AND n > f.required;
        value := coalesce(value, (SELECT s.value FROM sample s WHERE s.type = f.types[n - 1]));
        IF value IS NULL THEN
            RAISE EXCEPTION 'this test does not know what to pass as % to %', f.names[n], f.signature;
        END IF;
        arguments := arguments || format('%L::%s', value, f.types[n - 1]::regtype);
    END LOOP;
    EXECUTE format('SELECT nullif(jsonb_agg(y) FILTER (WHERE y NOT IN (''null'', ''[]'', ''{}'')), ''[]'')::text
                    FROM threatmap.%I(%s) x, jsonb_strip_nulls(to_jsonb(x)) y',
                   f.proname, array_to_string(arguments, ', ')) INTO answer;
    RETURN answer;
END
$$;
CREATE FUNCTION pg_temp.answering(organization text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT r.signature FROM pg_temp.reading r WHERE pg_temp.call(r, organization) IS NOT NULL $$;
SELECT bag_eq($$SELECT pg_temp.answering('umbra')$$, 'SELECT signature FROM pg_temp.reading', 'every function answers about the other organisation to whoever may see it');
SELECT bag_eq($$SELECT pg_temp.answering('acme')$$, 'SELECT signature FROM pg_temp.reading', 'and about this one');

SET SESSION AUTHORIZATION acme_reader;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> 'acme'$$, 'a login sees its own organisation in every view');
SELECT is_empty($$SELECT pg_temp.answering('umbra')$$, 'no function tells it of another');
SELECT bag_eq($$SELECT pg_temp.answering('acme')$$, 'SELECT signature FROM pg_temp.reading', 'all tell it of its own');
SET request.jwt.claims = '{"organization_id": "umbra"}';
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> 'acme'$$, 'claims that it sets itself change nothing');
SELECT is_empty($$SELECT pg_temp.answering('umbra')$$, 'for no function either');
SELECT throws_ok('SELECT * FROM masterbus.login_organization', '42501', NULL, 'who belongs where is not for readers');
SELECT throws_ok('SET ROLE masterbus_worker', '42501', NULL, 'nor can a reader become the worker');
SELECT is((SELECT jsonb_array_length(threatmap.assessment_document(jsonb_populate_record(i, '{"organization_id": "umbra", "equipment_id": "3/T1"}')) -> 'maintenance')
           FROM masterbus.equipment_input i WHERE i.equipment_id = '1/T1'), 0, 'a made-up row finds nothing of another organisation');

SET SESSION AUTHORIZATION stranger;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> ''$$, 'a login without an organisation sees nothing');
SELECT is_empty($$SELECT pg_temp.answering('acme')$$, 'and no function tells it anything');

SET SESSION AUTHORIZATION gateway;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> 'umbra'$$, 'the API''s role sees the organisation of its claims');
SELECT is_empty($$SELECT pg_temp.answering('acme')$$, 'and no other');
SELECT bag_eq($$SELECT pg_temp.answering('umbra')$$, 'SELECT signature FROM pg_temp.reading', 'but all of that one');
SET request.jwt.claims = '';
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> ''$$, 'nothing without claims');
SET request.jwt.claims = '{"sub": "somebody"}';
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> ''$$, 'nothing with claims that name no organisation');
SET request.jwt.claims = 'acme';
SELECT throws_ok('SELECT * FROM threatmap.facilities', '22P02', NULL, 'and claims that cannot be read are an error');
RESET request.jwt.claims;
RESET SESSION AUTHORIZATION;
INSERT INTO masterbus.login_organization VALUES ('gateway', 'acme');
SET SESSION AUTHORIZATION gateway;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> ''$$, 'the table of logins counts for nothing there');
RESET SESSION AUTHORIZATION;

SET ROLE masterbus_worker;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> 'acme,umbra' AND view_name <> 'pipeline_status'$$, 'the worker sees all');
SET ROLE masterbus_admin;
SELECT is_empty($$SELECT * FROM pg_temp.seen() WHERE organizations <> 'acme,umbra' AND view_name <> 'pipeline_status'$$, 'and so do administrators');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
