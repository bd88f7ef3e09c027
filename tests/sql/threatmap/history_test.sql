-- What was published at any moment of the past, out of history alone.
BEGIN;
SELECT no_plan();
\ir replayed.psql
SET ROLE masterbus_worker;

SELECT is_empty($$SELECT e.id, e.risk_score FROM threatmap.equipment e WHERE threatmap.score_as_of(e.id, now()) IS DISTINCT FROM e.risk_score$$, 'now, it is what is published');
SELECT is_empty($$SELECT f.id FROM threatmap.facilities f WHERE threatmap.facility_score_as_of(f.id, now()) IS DISTINCT FROM f.risk_score$$, 'of facilities too');
SELECT is_empty($$
    SELECT h.id, m.at FROM threatmap.equipment_history h
    CROSS JOIN LATERAL (VALUES (h.changed_at), (h.changed_at + interval '1 hour')) m(at)
    WHERE threatmap.score_as_of(h.equipment_id, m.at) IS DISTINCT FROM h.risk_score$$, 'from each change on, it is the new score');
SELECT is_empty($$
    SELECT h.id FROM threatmap.equipment_history h
    WHERE threatmap.score_as_of(h.equipment_id, h.changed_at - interval '1 microsecond') IS DISTINCT FROM
          (SELECT p.risk_score FROM threatmap.equipment_history p WHERE p.equipment_id = h.equipment_id AND p.changed_at < h.changed_at ORDER BY p.changed_at DESC LIMIT 1)$$,
    'until then, the one before; before the first, none');
SELECT is(threatmap.score_as_of('1/LATE', now() - interval '1 year'), NULL, 'nothing of what was not there yet');
SELECT isnt(threatmap.score_as_of('1/T3', now() - interval '1 year'), NULL, 'something of what was');
SELECT is(threatmap.score_as_of('1/T3', now() - interval '5 years'), NULL, 'nothing before history begins');
SELECT is(threatmap.score_as_of('nothing', now()), NULL, 'nothing of an unknown item');
SELECT is((SELECT count(*) FROM threatmap.equipment_as_of('1/BROKEN', now())), 1::bigint, 'an item without a score is known all the same');
SELECT is(threatmap.score_as_of('1/BROKEN', now()), NULL, 'and has none');

SELECT is_empty($$
    SELECT h.id FROM threatmap.equipment_history h
    CROSS JOIN LATERAL (SELECT sum((m.weights ->> (f.key || '_risk'))::float8 * f.value::float8) * m.multiplier AS score
                        FROM voltmetrics.models() m, jsonb_each_text(h.factors) f WHERE m.version = h.algorithm_version GROUP BY m.multiplier) w
    WHERE h.risk_score IS NOT NULL AND abs(least(100, w.score) - h.risk_score) > 0.11$$, 'the factors kept are those that made the score');
SELECT is((SELECT count(*) FROM threatmap.equipment_history h WHERE (h.factors IS NULL) <> (h.risk_score IS NULL)), 0::bigint, 'every score has them');

-- Removal ends it, coming back begins again; what was before stays.
CREATE TEMP TABLE before_removal AS SELECT threatmap.score_as_of('1/T3', now() - interval '1 day') AS score;
DELETE FROM plant.asset WHERE site_no = 1 AND tag = 'T3';
SELECT plant.apply('{asset}', ARRAY['["1", "T3"]']);
SELECT is(threatmap.score_as_of('1/T3', now()), NULL, 'a removed item has no score any more');
SELECT is((SELECT count(*) FROM threatmap.equipment_as_of('1/T3', now())), 0::bigint, 'and is not known');
SELECT is(threatmap.score_as_of('1/T3', now() - interval '1 day'), (SELECT score FROM before_removal), 'the score that it had it has had');

CREATE FUNCTION pg_temp.plan_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; plan text := '';
BEGIN FOR line IN EXECUTE 'EXPLAIN ' || statement LOOP plan := plan || line || E'\n'; END LOOP; RETURN plan; END $$;
SET LOCAL enable_seqscan = off;
SELECT doesnt_match(pg_temp.plan_of($$SELECT * FROM masterbus.equipment_history WHERE organization_id = 'acme' AND equipment_id = '1/T3' ORDER BY batch DESC LIMIT 1$$),
                    'Seq Scan', 'a chain is found by its key in every month');
RESET ROLE;

CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');
SET SESSION AUTHORIZATION acme_reader;
SELECT isnt(threatmap.score_as_of('1/T4', now()), NULL, 'a reader sees the history of its own organisation');
SELECT is(threatmap.score_as_of('3/T4', now()), NULL, 'and of no other');
SELECT is(threatmap.facility_score_as_of('site-3', now()), NULL, 'nor of its facilities');
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
