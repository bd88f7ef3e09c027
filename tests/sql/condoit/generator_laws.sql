-- What the generator promises about its rows, whatever the seed.
BEGIN;
SELECT plan(23);
CREATE SCHEMA condoit;
SET search_path = condoit, public;
\i :repository/sql/condoit/schema.sql
\set facilities 60
\set items_per_facility 80
\set organizations 3
\set seed 11
\set as_of 2026-01-01
\i :repository/sql/condoit/generate.sql

CREATE TEMP TABLE thing AS
SELECT 'Panel' AS kind, id, "facilityId", "installDate", "conductorMaterial" AS material, "deletedAt" FROM "Panel"
UNION ALL SELECT 'Switchboard', id, "facilityId", "installDate", "busMaterial", "deletedAt" FROM "Switchboard"
UNION ALL SELECT 'Transformer', id, "facilityId", "installDate", "windingMaterial", "deletedAt" FROM "Transformer"
UNION ALL SELECT 'Breaker', b.id, coalesce(p."facilityId", s."facilityId"), b."installDate", b."conductorMaterial",
                 b."deletedAt"
          FROM "Breaker" b LEFT JOIN "Panel" p ON p.id = b."panelId" LEFT JOIN "Switchboard" s ON s.id = b."switchboardId"
UNION ALL SELECT 'Conductor', id, "facilityId", "installDate", material, "deletedAt" FROM "Conductor"
UNION ALL SELECT 'Raceway', id, "facilityId", "installDate", NULL, "deletedAt" FROM "Raceway"
UNION ALL SELECT 'Equipment', id, "facilityId", "installDate", "conductorMaterial", "deletedAt" FROM "Equipment";
CREATE TEMP TABLE seen AS
SELECT coalesce("panelId", "switchboardId", "transformerId", "breakerId", "conductorId", "racewayId", "equipmentId") AS item,
       num_nonnulls("panelId", "switchboardId", "transformerId", "breakerId", "conductorId", "racewayId", "equipmentId") AS items, *
FROM "Inspection";
CREATE TEMP TABLE done AS
SELECT coalesce("panelId", "switchboardId", "transformerId", "breakerId", "conductorId", "racewayId", "equipmentId") AS item,
       num_nonnulls("panelId", "switchboardId", "transformerId", "breakerId", "conductorId", "racewayId", "equipmentId") AS items, *
FROM "MaintenanceRecord";
ANALYZE thing;
ANALYZE seen;
ANALYZE done;

SELECT is((SELECT count(*) FROM "Facility"), 60::bigint, 'as many facilities as were asked for');
SELECT is((SELECT count(*) FROM "Organization"), 3::bigint, 'and organisations');
SELECT ok((SELECT count(*) BETWEEN 0.8 * 60 * 80 AND 1.2 * 60 * 80 FROM thing), 'about as many items in each');
SELECT set_eq('SELECT DISTINCT kind FROM thing WHERE "facilityId" IN (SELECT min(id) FROM "Facility")',
  ARRAY['Panel', 'Switchboard', 'Transformer', 'Breaker', 'Conductor', 'Raceway', 'Equipment'], 'a facility has every kind of item');

CREATE FUNCTION pg_temp.orphans() RETURNS TABLE (name text, rows bigint) LANGUAGE plpgsql AS $$
DECLARE
  k record;
BEGIN
  FOR k IN SELECT c.conname, c.conrelid::regclass AS child, c.confrelid::regclass AS parent, a.attname AS field
           FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
           WHERE c.contype = 'f' AND c.connamespace = 'condoit'::regnamespace LOOP
    name := k.conname;
    EXECUTE format('SELECT count(*) FROM %s c WHERE c.%I IS NOT NULL AND NOT EXISTS (SELECT FROM %s p WHERE p.id = c.%2$I)',
                   k.child, k.field, k.parent) INTO rows;
    RETURN NEXT;
  END LOOP;
END $$;
SELECT ok((SELECT count(*) > 40 FROM pg_temp.orphans()), 'all foreign keys are looked at');
SELECT is_empty('SELECT * FROM pg_temp.orphans() WHERE rows > 0', 'no reference hangs in the air');
SELECT is_empty('SELECT id FROM "Breaker" WHERE num_nonnulls("panelId", "switchboardId") <> 1', 'a breaker has one holder');
SELECT is_empty('SELECT id FROM done WHERE items <> 1', 'a maintenance record is about one item');
SELECT is_empty('SELECT s.id FROM seen s JOIN thing t ON t.id = s.item WHERE s.items <> 1 OR t."facilityId" <> s."facilityId"',
  'an inspection of an item names that item''s facility');
SELECT isnt_empty('SELECT id FROM seen WHERE items = 0', 'some inspections are of the whole facility');
SELECT is_empty($$SELECT id FROM thing WHERE id !~ '^c[0-9a-z]{24}$'
  UNION ALL SELECT id FROM done WHERE id !~ '^c[0-9a-z]{24}$' UNION ALL SELECT id FROM seen WHERE id !~ '^c[0-9a-z]{24}$'$$,
  'ids look like cuids');
SELECT is((SELECT count(DISTINCT id) FROM (SELECT id FROM thing UNION ALL SELECT id FROM done UNION ALL SELECT id FROM seen
    UNION ALL SELECT id FROM "Photo" UNION ALL SELECT id FROM "ArcFlashStudy" UNION ALL SELECT id FROM "Facility") a),
  (SELECT count(*) FROM (SELECT id FROM thing UNION ALL SELECT id FROM done UNION ALL SELECT id FROM seen
    UNION ALL SELECT id FROM "Photo" UNION ALL SELECT id FROM "ArcFlashStudy" UNION ALL SELECT id FROM "Facility") a),
  'and no two rows of any tables share one');

SELECT ok((SELECT avg(age_days) FILTER (WHERE material = 'ALUMINUM') > 1.3 * avg(age_days) FILTER (WHERE material = 'COPPER')
    FROM (SELECT material, date '2026-01-01' - "installDate"::date AS age_days FROM thing WHERE kind <> 'Transformer') aged),
  'aluminum is older than copper');
SELECT ok((SELECT corr(date '2026-01-01' - t."installDate"::date,
                       array_position(enum_range(NULL::"ObservedLevel"), s."corrosionLevel")) > 0.4
    FROM seen s JOIN thing t ON t.id = s.item WHERE s."corrosionLevel" IS NOT NULL AND t."installDate" < '2026-01-01'),
  'corrosion comes with age');
SELECT ok((SELECT count(*) BETWEEN 0.05 * (SELECT count(*) FROM thing) AND 0.3 * (SELECT count(*) FROM thing) FROM thing
    WHERE id NOT IN (SELECT item FROM done) AND id NOT IN (SELECT item FROM seen WHERE items = 1)), 'some items were never looked after');
SELECT ok((SELECT count(*) > 1.5 * (SELECT count(*) FROM thing) FROM (SELECT FROM done UNION ALL SELECT FROM seen) r),
  'others have records');
SELECT is_empty($$SELECT id FROM done WHERE (status = 'COMPLETED') <> ("performedAt" IS NOT NULL)
    OR "performedAt" > '2026-01-02'
  UNION ALL SELECT id FROM seen WHERE (status = 'COMPLETED') <> ("inspectedAt" IS NOT NULL) OR "inspectedAt" > '2026-01-02'$$,
  'what is done has its day in the past, what is planned has none');
SELECT is_empty($$SELECT d.id FROM done d JOIN thing t ON t.id = d.item WHERE d."performedAt"::date < t."installDate"::date
    AND t."installDate" < '2026-01-01'$$, 'no work before the item was installed');
SELECT is_empty($$SELECT id FROM "Facility" WHERE latitude NOT BETWEEN 18 AND 72 OR longitude NOT BETWEEN -161 AND -66$$,
  'facilities stand in the United States');
SELECT isnt_empty('SELECT id FROM thing WHERE "deletedAt" IS NOT NULL', 'some items are softly deleted');
SELECT ok((SELECT avg(("safetyLabels" IS NULL)::int) < 0.5 FROM "Panel"), 'most panels have labels on record');
SELECT isnt_empty($$SELECT id FROM "ArcFlashStudy" WHERE "assessedAt" < '2021-01-01'$$, 'some studies are too old');
SELECT is_empty($$SELECT proname FROM pg_proc WHERE pronamespace = pg_my_temp_schema() AND proname <> 'orphans'
  UNION ALL SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname IN ('item', 'site', 'city')$$,
  'nothing of the generator is left behind');

SELECT * FROM finish();
ROLLBACK;
