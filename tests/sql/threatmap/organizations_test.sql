-- Each organisation sees its own rows, in every view and function; claims count only for the API's own role.
BEGIN;
SELECT no_plan();
CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
CREATE ROLE stranger LOGIN IN ROLE masterbus_reader;
CREATE ROLE gateway LOGIN IN ROLE masterbus_api;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');

CREATE FUNCTION pg_temp.organizations_seen() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    view_name regclass;
    seen text[] := '{}';
    here text[];
BEGIN
    FOR view_name IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v' LOOP
        EXECUTE format('SELECT array_agg(DISTINCT organization_id) FROM %s', view_name) INTO here;
        seen := seen || here;
    END LOOP;
    RETURN (SELECT string_agg(DISTINCT o, ',' ORDER BY o) FROM unnest(seen) o);
END
$$;
SELECT is(pg_temp.organizations_seen(), 'acme,umbra', 'an administrator of the server sees all');

SET SESSION AUTHORIZATION acme_reader;
SELECT is(pg_temp.organizations_seen(), 'acme', 'a login sees its own organisation');
SET request.jwt.claims = '{"organization_id": "umbra"}';
SELECT is(pg_temp.organizations_seen(), 'acme', 'and claims that it sets itself change nothing');
SELECT is(threatmap.equipment_document('3/T1'), NULL, 'nor does another organisation''s document come out');
SELECT is(threatmap.facility_document('site-3'), NULL, 'of a facility either');
SELECT is(threatmap.assessment_input('3/T1'), NULL, 'nor the input of an assessment');
SELECT isnt(threatmap.equipment_document('1/T1'), NULL, 'its own does');
SELECT throws_ok('SELECT * FROM masterbus.login_organization', '42501', NULL, 'who belongs where is not for readers');
SELECT throws_ok('DELETE FROM masterbus.equipment_result', '42501', NULL, 'readers write nothing');
SET SESSION AUTHORIZATION stranger;
SELECT is(pg_temp.organizations_seen(), NULL, 'a login without an organisation sees nothing');
SET SESSION AUTHORIZATION gateway;
SELECT is(pg_temp.organizations_seen(), 'umbra', 'the API''s role sees the organisation of its claims');
SET request.jwt.claims = '';
SELECT is(pg_temp.organizations_seen(), NULL, 'and nothing without claims');
RESET SESSION AUTHORIZATION;
SET ROLE masterbus_worker;
SELECT is(pg_temp.organizations_seen(), 'acme,umbra', 'the worker sees all');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
