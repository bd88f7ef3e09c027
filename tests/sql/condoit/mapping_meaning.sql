-- What Condoit's words become: places, exposure, labels, findings, and which rows leave the copies.
BEGIN;
SELECT plan(30);
CREATE SCHEMA condoit;
SET search_path = condoit, public;
\i :repository/sql/condoit/schema.sql
\i :repository/sql/condoit/mapping.sql
UPDATE masterbus.source_table SET schema_name = 'condoit';

CREATE FUNCTION pg_temp.row_of(line text, key text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  answer jsonb;
BEGIN
  EXECUTE format('SELECT to_jsonb(q) FROM (%s) q', (SELECT masterbus.canonical_query(s) FROM masterbus.source_table s
                                                    WHERE s.source = line)) INTO answer USING ARRAY[key];
  RETURN answer;
END $$;

INSERT INTO "Organization" (id, name, slug, "updatedAt") VALUES ('o', 'Org', 'org', now());
INSERT INTO "Facility" (id, "organizationId", name, city, state, latitude, longitude, "yearBuilt", "hasSafetyProgram", "updatedAt")
VALUES ('f', 'o', 'Mill', 'Galveston', 'TX', 29.3, -94.8, 1961, false, now());
INSERT INTO "Panel" (id, "organizationId", "facilityId", name, building, room, "relativeHumidity", "ambientTemperatureF",
  "enclosureType", voltage, ventilation, "installDate", "conductorMaterial", "safetyLabels", "connectionType", "updatedAt")
VALUES ('p', 'o', 'f', 'LP-1', 'Building A', 'Room 2', 81.5, 88, 'NEMA_3R', 208, 'POOR', '1971-03-04', 'ALUMINUM',
  '{SHOCK_HAZARD,ARC_FLASH}', 'CRIMPED', now());
INSERT INTO "Breaker" (id, "organizationId", "panelId", name, "lastTripTest", "tripAmperage", "updatedAt")
VALUES ('b', 'o', 'p', 'CB-1', 'FAILED', 20, now());

SELECT is(pg_temp.row_of('facility', 'f') ->> 'location', 'Galveston, TX', 'a facility is located by city and state');
SELECT is(pg_temp.row_of('facility', 'f') ->> 'safety_program', 'false', 'a missing safety program is known to be missing');
SELECT is(pg_temp.row_of('facility', 'f') ->> 'emergency_procedures', NULL, 'and procedures are not known');
SELECT is(pg_temp.row_of('panel', 'p') -> 'attributes', jsonb '{"connection_type": "crimped", "documented_issues": 0,
  "outdoor_exposure": false, "poor_ventilation": true, "safety_labels": ["shock_hazard", "arc_flash"]}',
  'attributes hold what is recorded, and no more');
SELECT is(pg_temp.row_of('panel', 'p') -> 'specifications', jsonb '{"voltage": 208, "phases": 3, "enclosure_type": "NEMA 3R"}',
  'so do specifications');
SELECT is(pg_temp.row_of('panel', 'p') ->> 'location', 'Building A, Room 2', 'the place is one text');
SELECT is(pg_temp.row_of('panel', 'p') ->> 'aluminum_conductor', 'true', 'aluminum is aluminum');
UPDATE "Panel" SET "safetyLabels" = '{}';
SELECT ok(NOT pg_temp.row_of('panel', 'p') -> 'attributes' ? 'safety_labels',
  'an empty label list is no record: Prisma cannot tell it from none');

SELECT is(pg_temp.row_of('breaker', 'b') ->> 'facility_id', 'f', 'a breaker stands where its panel stands');
SELECT is((pg_temp.row_of('breaker', 'b') ->> 'humidity_pct')::float8, 81.5::float8, 'and breathes its air');
SELECT is(pg_temp.row_of('breaker', 'b') -> 'depends_on', jsonb '["panel:p"]', 'so it depends on the panel');
SELECT is(pg_temp.row_of('breaker', 'b') -> 'attributes' ->> 'trip_tests', 'failed', 'a failed trip test shows');
UPDATE "Panel" SET "deletedAt" = now();
SELECT is(pg_temp.row_of('breaker', 'b') ->> 'deleted', 'true', 'a breaker goes with its softly deleted panel');
SELECT is(pg_temp.row_of('breaker', 'b') -> 'depends_on', jsonb '["panel:p"]', 'and comes back with it');
UPDATE "Panel" SET "deletedAt" = NULL;
UPDATE "Breaker" SET "panelId" = NULL;
SELECT is(pg_temp.row_of('breaker', 'b') ->> 'deleted', 'true', 'a breaker without a holder is nowhere');
UPDATE "Breaker" SET "panelId" = 'p';

INSERT INTO "Conductor" (id, "organizationId", "facilityId", name, material, "updatedAt")
VALUES ('c', 'o', 'f', 'F-1', 'ALUMINUM', now());
INSERT INTO "Raceway" (id, "organizationId", "facilityId", name, "racewayType", "isOutdoor", "corrosiveEnvironment", "updatedAt")
VALUES ('r1', 'o', 'f', 'RW-1', 'EMT', false, NULL, now()), ('r2', 'o', 'f', 'RW-2', 'PVC', true, true, now());
SELECT is(pg_temp.row_of('conductor', 'c') -> 'attributes', jsonb '{"documented_issues": 0}', 'a loose conductor is exposed to nothing');
INSERT INTO "_ConductorToRaceway" VALUES ('c', 'r1'), ('c', 'r2');
SELECT is(pg_temp.row_of('conductor', 'c') -> 'attributes',
  jsonb '{"documented_issues": 0, "outdoor_exposure": true, "corrosive_environment": true}', 'a routed one to the worst of its raceways');
SELECT is(pg_temp.row_of('conductor', 'c') -> 'depends_on', jsonb '["raceway:r1", "raceway:r2"]', 'on all of which it depends');
SELECT is(pg_temp.row_of('raceway', 'r1') ->> 'aluminum_conductor', 'true', 'a raceway holds aluminum when a conductor in it is');
SELECT is(pg_temp.row_of('raceway', 'r1') -> 'depends_on', jsonb '["conductor:c"]', 'and depends on what it holds');
UPDATE "Raceway" SET "deletedAt" = now() WHERE id = 'r2';
SELECT is(pg_temp.row_of('conductor', 'c') -> 'attributes' ->> 'outdoor_exposure', 'false', 'a softly deleted raceway exposes nothing');
SELECT bag_eq($$SELECT source, key_columns, touches FROM masterbus.source_table WHERE table_name = '_ConductorToRaceway'$$, $$VALUES ('conductor_to_raceway_a', '{A}'::text[], 'conductor'), ('conductor_to_raceway_b', '{B}', 'raceway')$$,
  'a row of the join table touches both sides');

INSERT INTO "Equipment" (id, "organizationId", "facilityId", name, category, attributes, "updatedAt") VALUES
  ('e1', 'o', 'f', 'UPS 1', 'UPS',
   '{"harmonicsPercentage": 16.5, "powerFactor": null, "connectionType": "BOLTED", "colour": "grey"}', now()),
  ('e2', 'o', 'f', 'MCC 1', 'MOTOR_CONTROL_CENTER', '[1, 2]', now());
SELECT is(pg_temp.row_of('equipment', 'e1') -> 'attributes', jsonb '{"connection_type": "bolted", "documented_issues": 0,
  "harmonics_percentage": 16.5}', 'generic equipment: known Json keys only, null is absent');
SELECT is(pg_temp.row_of('equipment', 'e2') -> 'attributes', jsonb '{"documented_issues": 0}', 'Json that is no object says nothing');
SELECT results_eq($$SELECT pg_temp.row_of('equipment', 'e1') ->> 'type', pg_temp.row_of('equipment', 'e2') ->> 'type'$$,
  $$VALUES ('OTHER', 'SWITCHGEAR')$$, 'the category decides the type');

INSERT INTO "MaintenanceRecord" (id, "organizationId", "breakerId", type, status, "scheduledFor", "updatedAt")
VALUES ('m', 'o', 'b', 'TRIP_TEST', 'SCHEDULED', '2026-05-01', now());
SELECT is(pg_temp.row_of('maintenance', 'm') ->> 'deleted', 'true', 'planned work has not been done');
UPDATE "MaintenanceRecord" SET status = 'COMPLETED', "performedAt" = '2026-01-15 23:30';
SELECT results_eq($$SELECT r ->> 'deleted', r ->> 'type', r ->> 'performed_on', r ->> 'equipment_id'
    FROM pg_temp.row_of('maintenance', 'm') r$$, $$VALUES ('false', 'trip_test', '2026-01-15', 'b')$$,
  'finished work counts from its day in UTC');

INSERT INTO "Inspection" (id, "organizationId", "facilityId", "panelId", type, status, "inspectedAt", passed, "corrosionLevel",
  "thermalAnomaly", "updatedAt") VALUES ('i', 'o', 'f', 'p', 'INFRARED', 'COMPLETED', '2026-02-01', false, 'SEVERE', true, now());
SELECT is(pg_temp.row_of('inspection', 'i') -> 'findings',
  jsonb '{"thermal_issues": true, "visible_corrosion": true, "failed_inspection": true}', 'findings hold what was looked at');
SELECT results_eq($$SELECT r ->> 'type', r ->> 'corrosion_level', r ->> 'rust_level' FROM pg_temp.row_of('inspection', 'i') r$$,
  $$VALUES ('thermographic', 'Severe', NULL)$$, 'an infrared scan is thermographic; levels are words');
INSERT INTO "Photo" (id, "organizationId", "facilityId", "panelId", url, "takenAt", "updatedAt")
VALUES ('h', 'o', 'f', 'p', 'https://files.example/h.jpg', '2026-02-01 10:00', now());
SET timezone = 'America/Chicago';
SELECT is((pg_temp.row_of('photo', 'h') ->> 'taken_at')::timestamptz, timestamptz '2026-02-01 10:00+00', 'a photo was taken in UTC');

SELECT * FROM finish();
ROLLBACK;
