BEGIN;
SELECT no_plan();
SELECT is_empty('SELECT * FROM masterbus.check_mapping()', 'a mapping that fits has no findings');

CREATE FUNCTION pg_temp.finding(wrong text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    finding text;
BEGIN
    EXECUTE wrong;
    SELECT string_agg(format('%s: %s. %s', source, problem, remedy), E'\n') INTO finding FROM masterbus.check_mapping();
    RAISE EXCEPTION USING ERRCODE = 'ZZ001', MESSAGE = coalesce(finding, 'nothing found');
EXCEPTION WHEN SQLSTATE 'ZZ001' THEN
    RETURN SQLERRM;
END
$$;
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET schema_name = 'plnat' WHERE source = 'site'$$),
               'site: schema "plnat" does not exist. Did you mean schema "plant"\?', 'a misspelt schema is named and the near miss suggested');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET table_name = 'Site' WHERE source = 'site'$$),
               'table "plant"."Site" does not exist. Did you mean "site"\?', 'a near miss in case is suggested');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET key_columns = '{site_nr}' WHERE source = 'site'$$),
               'column "site_nr" of plant.site does not exist. Did you mean "site_no"\?', 'a misspelt key column is named');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET key_columns = '{title}' WHERE source = 'site'$$),
               'key columns \(title\) of plant.site are not all in its replica identity \(site_no\)', 'a key outside the replica identity is refused');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET query = replace(query, 's.title AS name', 's.titel AS name') WHERE source = 'site'$$),
               'its query does not fit: column s.titel does not exist.*title', 'a column that the query misspells is named');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET query = replace(query, 's.title AS name', 's.title AS nam') WHERE source = 'site'$$),
               'its query does not fit: column .*name.* does not exist', 'a missing canonical column is named');
SELECT matches(pg_temp.finding($$UPDATE masterbus.source_table SET query = replace(query, 'NULL::int4 AS year_built', '''old'' AS year_built') WHERE source = 'site'$$),
               'its query does not fit: .*year_built', 'a canonical column of another type is named');
SELECT matches(pg_temp.finding($$ALTER TABLE plant.work_order REPLICA IDENTITY NOTHING$$),
               'plant.work_order has no usable replica identity', 'a table whose deletes would vanish is refused');
SELECT matches(pg_temp.finding($$CREATE TABLE plant.link (a int NOT NULL, b int NOT NULL); CREATE UNIQUE INDEX link_ab ON plant.link (a, b);
                                 INSERT INTO masterbus.source_table VALUES ('link', 'plant', 'link', '{a}', NULL, 'site', NULL)$$),
               'ALTER TABLE plant.link REPLICA IDENTITY USING INDEX link_ab', 'the fix for a join table without a key is printed');
SELECT matches(pg_temp.finding($$INSERT INTO masterbus.source_table VALUES ('l', 'plant', 'site', '{site_no}', NULL, 'assets', NULL)$$),
               'touches "assets", which is not a line that fills a copy. Did you mean "asset"\?', 'a line that touches nothing is named');

SELECT matches(pg_temp.finding($$CREATE TABLE plant.tag (code char(8) PRIMARY KEY);
                                 INSERT INTO masterbus.source_table VALUES ('tag', 'plant', 'tag', '{code}', NULL, 'site', NULL)$$),
               'key column "code" of plant.tag is of type character\(8\), whose text in the stream', 'a key that would not be found again is refused');
SELECT is(pg_temp.finding($$CREATE TABLE plant.part (a int PRIMARY KEY) PARTITION BY LIST (a);
                            INSERT INTO masterbus.source_table VALUES ('part', 'plant', 'part', '{a}', NULL, 'site', NULL)$$),
          'nothing found', 'a partitioned table may be mapped');
SELECT matches(pg_temp.finding($$CREATE VIEW plant.seen AS SELECT * FROM plant.site;
                                 UPDATE masterbus.source_table SET table_name = 'seen' WHERE source = 'site'$$),
               'plant.seen is not a table', 'a view is refused');

SAVEPOINT lost_schema;
UPDATE masterbus.source_table SET schema_name = 'plnat' WHERE source = 'site';
SELECT unalike(masterbus.lock_statement(), '%plnat%', 'a table of a schema that is gone is not locked');
SET LOCAL ROLE masterbus_worker;
SELECT is(masterbus.review_mapping(), '{site}', 'but its line goes into quarantine');
SELECT ok(masterbus.stale_sources() @> '{site}', 'and its rows are stale');
ROLLBACK TO lost_schema;

SELECT isnt(masterbus.mapping_generation(), 0::bigint, 'a mapping has a generation');
CREATE TEMP TABLE generation AS SELECT masterbus.mapping_generation() AS before;
UPDATE masterbus.source_table SET query = query || ' ' WHERE source = 'site';
SELECT isnt(masterbus.mapping_generation(), (SELECT before FROM generation), 'it changes with a line');
SELECT is(masterbus.lock_statement(), 'LOCK TABLE plant.asset, plant.site, plant.spare, plant.work_order IN ACCESS SHARE MODE NOWAIT',
          'all source tables are locked in one order, without waiting');

SET ROLE masterbus_worker;
SELECT throws_ok($$UPDATE masterbus.source_table SET query = 'SELECT 1'$$, '42501', NULL, 'the worker may not write the mapping');
SET ROLE masterbus_reader;
SELECT throws_ok($$SELECT * FROM masterbus.source_table$$, '42501', NULL, 'a reader may not even read it');
SELECT throws_ok($$SELECT * FROM masterbus.check_mapping()$$, '42501', NULL, 'nor have its queries planned');
SET ROLE masterbus_admin;
SELECT lives_ok($$UPDATE masterbus.source_table SET query = query$$, 'an administrator may write it');
SELECT * FROM finish();
ROLLBACK;
