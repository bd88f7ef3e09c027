BEGIN;
SELECT no_plan();
SELECT columns_are('threatmap', 'facilities', '{organization_id,id,name,location,coordinates,risk_score,risk_rating,compliance_status,last_inspection,contractor,
    equipment_count,critical_equipment_count,high_risk_equipment_count,risk_distribution,last_updated,updated_at,stale,
    confidence,completeness,missing_inputs,oldest_input,search_text}'::name[]);
SELECT is_empty($$
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v'
      AND format_type(a.atttypid, a.atttypmod) <> ALL ('{double precision,integer,text,boolean,timestamp with time zone,jsonb,text[],integer[],double precision[]}')$$,
    'public columns have types that a TypeScript client reads without surprises');
SELECT is_empty($$
    SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v'
      AND NOT coalesce(c.reloptions @> '{security_invoker=true}' OR c.reloptions @> '{security_invoker=on}', false)$$,
    'every view reads with the rights of its reader');
SELECT is_empty($$
    SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL$$,
    'every public column has a comment');
SELECT is_empty($$
    SELECT c.relname, needed FROM pg_class c, unnest('{organization_id,id,updated_at}'::text[]) needed
    WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v'
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = needed)$$,
    'every view says whose its rows are, which they are and since when');
SELECT is_empty(format('SELECT organization_id, id FROM threatmap.%I GROUP BY 1, 2 HAVING count(*) > 1 OR count(id) = 0', relname), relname || ' has one row per id')
FROM pg_class WHERE relnamespace = 'threatmap'::regnamespace AND relkind = 'v' ORDER BY relname;

SELECT results_eq($$SELECT threatmap.contains('harbor plant 50%_é', term) FROM unnest(ARRAY['harbor', 'HARBOR p', '%', '50%_', 'r%b', '_a', 'É', 'harbor plant 50%_éé', '', NULL]) term$$,
                  'VALUES (true), (true), (true), (true), (false), (false), (true), (false), (true), (NULL)', 'a term is searched character by character, in capitals or not');
SELECT is_empty($$SELECT name, term FROM threatmap.facilities, (SELECT DISTINCT substr(name, from_, 3) AS term FROM threatmap.facilities, generate_series(1, 20, 4) from_) t
                  WHERE threatmap.contains(search_text, term) IS DISTINCT FROM search_text LIKE '%' || lower(term) || '%'$$, 'each row by its own term, as LIKE finds it');
SELECT ok(threatmap.contains('ångström', 'ÅNGSTRÖM' COLLATE "C"), 'whatever the collation of the term');
CREATE FUNCTION pg_temp.expected_rows(condition text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM generate_series(1, 10000) word WHERE %s', condition) INTO plan;
    RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
SELECT cmp_ok(pg_temp.expected_rows($$threatmap.contains(word::text, '7')$$), '<', pg_temp.expected_rows($$word::text LIKE '%7%'$$), 'the planner expects it to find few rows');
SELECT results_eq($$SELECT DISTINCT threatmap.contains(search_text, f.name) FROM threatmap.facilities f$$, 'VALUES (true)', 'its own name finds each facility');
SELECT results_eq($$SELECT threatmap.date_text(day) FROM (VALUES ('2026-02-28'::date), ('0001-01-01'), ('12026-12-31'), (NULL), ('infinity'), ('-infinity')) v(day)$$,
                  $$VALUES ('2026-02-28'), ('0001-01-01'), ('12026-12-31'), (''), (''), ('')$$, 'a date is written as ISO 8601, none as nothing');
SELECT is_empty($$SELECT day FROM generate_series(date '1850-01-01', date '2150-12-31', interval '1 day') day
                  WHERE threatmap.date_text(day::date) IS DISTINCT FROM to_char(day, 'YYYY-MM-DD')$$, 'every day as to_char writes it');
SELECT is_empty($$SELECT x FROM generate_series(-200, 200) n, LATERAL (SELECT n / 3.0::float8) a(x), LATERAL (SELECT n * 1.7::float8) b(y)
                  WHERE threatmap.coordinates(x, y) IS DISTINCT FROM CASE WHEN x BETWEEN -90 AND 90 AND y BETWEEN -180 AND 180 THEN jsonb_build_object('lat', x, 'lng', y) END$$,
                'a place on Earth is written as JSON, none elsewhere');
SELECT is(threatmap.coordinates('NaN', 0), NULL, 'nor one that is no number');
SELECT is(threatmap.risk_counts(1, 20, 0, 2147483647), '{"low": 1, "medium": 20, "high": 0, "critical": 2147483647}', 'items by rating');
SELECT is((SELECT count(*) FROM threatmap.equipment), 36::bigint, 'every item is shown once');
SELECT is_empty($$
    SELECT e.id FROM threatmap.equipment e JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
    WHERE e.risk_score IS DISTINCT FROM (voltmetrics.assess(threatmap.assessment_input(e.id), f.as_of, f.model_version) ->> 'score')::float8
       OR lower(e.risk_rating) IS DISTINCT FROM voltmetrics.assess(threatmap.assessment_input(e.id), f.as_of, f.model_version) ->> 'category'$$,
    'what is shown is what an analyst calculates from the stored input');
SELECT is_empty($$
    SELECT e.id FROM threatmap.equipment e WHERE e.risk_score::numeric IS DISTINCT FROM (SELECT sum((x ->> 'points')::numeric) FROM jsonb_array_elements(e.risk_factors) x)$$,
    'the points of the factors add up to the score, exactly');
SELECT is_empty($$
    SELECT d.id FROM threatmap.facility_details d JOIN masterbus.facility f ON f.organization_id = d.organization_id AND f.facility_id = d.id
    WHERE d.risk_score IS DISTINCT FROM (threatmap.facility_assessment(d.organization_id, d.id) ->> 'overall_risk_score')::float8
       OR lower(d.risk_rating) IS DISTINCT FROM threatmap.facility_assessment(d.organization_id, d.id) ->> 'risk_category'$$,
    'a facility''s maintained row is what assess_facility gives for its items');
SELECT is_empty($$
    SELECT f.id FROM threatmap.facilities f
    WHERE (f.equipment_count, f.critical_equipment_count, f.high_risk_equipment_count) IS DISTINCT FROM
          (SELECT (count(*)::int4, count(*) FILTER (WHERE e.risk_rating = 'Critical')::int4, count(*) FILTER (WHERE e.risk_rating = 'High')::int4)
           FROM threatmap.equipment e WHERE e.facility_id = f.id)$$, 'counts agree with the items');
SELECT is_empty($$SELECT id FROM threatmap.top_threats WHERE risk_rating NOT IN ('High', 'Critical') OR rank > 5$$, 'threats are high or critical, at most five');
SELECT is_empty($$
    SELECT e.id FROM threatmap.equipment e WHERE e.risk_rating IN ('High', 'Critical') AND NOT EXISTS (SELECT FROM threatmap.top_threats t WHERE t.id = e.id)
      AND (SELECT count(*) FROM threatmap.top_threats t WHERE t.facility_id = e.facility_id) < 5$$, 'and none is left out while there is room');

SELECT bag_eq($$SELECT DISTINCT k FROM threatmap.equipment e, jsonb_object_keys(threatmap.equipment_document(e.id)) k
                WHERE k <> ALL ('{id,name,type,location,installDate,condition,riskRating,lastService,temperature,rustLevel,photo,interventionCount,
                                  conductorMaterial,corrosionLevel,clearanceIssue}')$$, 'SELECT NULL::text WHERE false', 'documents of items have no other fields than ThreatMap''s');
SELECT bag_eq($$SELECT DISTINCT k FROM threatmap.facilities f, jsonb_object_keys(threatmap.facility_document(f.id)) k
                WHERE k <> ALL ('{id,name,location,coordinates,riskScore,complianceStatus,lastInspection,contractor,topThreats,lastArcFlashAnalysis,lastInfraredScan,
                                  systemAge,facilityAge,equipmentCount,criticalEquipmentCount,highRiskEquipmentCount,averageEquipmentRisk,humidityRisk,
                                  conductorTypeBreakdown,equipmentRiskDistribution,historicalRisk}')$$, 'SELECT NULL::text WHERE false',
              'documents of facilities have no other fields than ThreatMap''s');
SELECT is(threatmap.facility_document('nowhere'), NULL, 'an unknown facility has no document');
SELECT is(jsonb_typeof(threatmap.facility_document('site-1') -> 'riskScore'), 'number', 'numbers are numbers');
SELECT matches(threatmap.facility_document('site-1') #>> '{historicalRisk,0,month}', '^[A-Z][a-z]{2} \d{4}$', 'months are written as "Dec 2024"');
SELECT results_eq('SELECT threatmap.risk_rating(n::int2) FROM generate_series(0, 3) n', 'SELECT initcap(voltmetrics.category_name(n::int2)) FROM generate_series(0, 3) n', 'words of risk are those of the models');
SELECT is(threatmap.age_text(1.99), '1 year', 'one year is singular');
SELECT is(threatmap.age_text(15.2), '15 years', 'fifteen are not');
SELECT results_eq($$SELECT threatmap.humidity_risk(h) FROM unnest('{50,50.1,65,65.1}'::float8[]) h$$, $$VALUES ('Low'), ('Medium'), ('Medium'), ('High')$$, 'humidity bands');
SELECT * FROM finish();
ROLLBACK;
