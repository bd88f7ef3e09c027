-- Bad input: SQLSTATE, message and hint of every way to raise, and the same problems as columns of try_assess.
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.good() RETURNS jsonb LANGUAGE sql AS $$
    SELECT '{"id": "eq-1", "type": "PANEL", "install_date": "2001-02-03", "aluminum_conductor": false,
             "humidity_pct": 45, "temperature_f": 72, "loading_pct": 55, "last_maintenance_date": "2025-05-05",
             "attributes": {}, "maintenance": []}'::jsonb $$;

-- What voltmetrics.assess says of the good item with one change: {sqlstate, message, hint}.
CREATE FUNCTION pg_temp.refusal(change jsonb, as_of date DEFAULT '2026-01-01', model text DEFAULT '1.1.0')
    RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE state text; message text; hint text;
BEGIN
    PERFORM voltmetrics.assess(pg_temp.good() || change, as_of, model);
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN ARRAY[state, message, hint];
END $$;

CREATE FUNCTION pg_temp.refuses(change jsonb, state text, message text) RETURNS text LANGUAGE sql AS $$
    SELECT is((pg_temp.refusal(change))[1:2], ARRAY[state, message], message) $$;

SELECT is(pg_temp.refusal('{}'), NULL, 'the good item is accepted');

SELECT pg_temp.refuses('{"type": "MOTOR"}', '22023', 'type is not a known value: MOTOR');
SELECT pg_temp.refuses('{"type": "panel"}', '22023', 'type is not a known value: panel');
SELECT pg_temp.refuses('{"type": ""}', '22023', 'type is not a known value: ');
SELECT pg_temp.refuses('{"type": null}', '22023', 'type is missing');
SELECT pg_temp.refuses('{"type": 5}', '22023', 'type has the wrong type: 5');
SELECT pg_temp.refuses('{"install_date": null}', '22023', 'install_date is missing');
SELECT pg_temp.refuses('{"install_date": "2001-02-30"}', '22023', 'install_date is not a readable date: 2001-02-30');
SELECT pg_temp.refuses('{"install_date": "last year"}', '22023', 'install_date is not a readable date: last year');
SELECT pg_temp.refuses('{"install_date": 2001}', '22023', 'install_date has the wrong type: 2001');
SELECT pg_temp.refuses('{"install_date": "2026-01-02"}', '22023', 'install_date lies after the as-of date: 2026-01-02');
SELECT pg_temp.refuses('{"aluminum_conductor": null}', '22023', 'aluminum_conductor is missing');
SELECT pg_temp.refuses('{"aluminum_conductor": "yes"}', '22023', 'aluminum_conductor has the wrong type: yes');
SELECT pg_temp.refuses('{"humidity_pct": null}', '22023', 'humidity_pct is missing');
SELECT pg_temp.refuses('{"humidity_pct": "45"}', '22023', 'humidity_pct has the wrong type: 45');
SELECT pg_temp.refuses('{"humidity_pct": 100.5}', '22003', 'humidity_pct is out of range: 100.5');
SELECT pg_temp.refuses('{"humidity_pct": -0.5}', '22003', 'humidity_pct is out of range: -0.5');
SELECT pg_temp.refuses('{"humidity_pct": 1e400}', '22003', 'humidity_pct is out of range: Infinity');
SELECT pg_temp.refuses('{"humidity_pct": "NaN"}', '22023', 'humidity_pct has the wrong type: NaN');
SELECT pg_temp.refuses('{"temperature_f": null}', '22023', 'temperature_f is missing');
SELECT pg_temp.refuses('{"temperature_f": -460}', '22003', 'temperature_f is out of range: -460');
SELECT pg_temp.refuses('{"temperature_f": [70]}', '22023', 'temperature_f has the wrong type: an array');
SELECT pg_temp.refuses('{"loading_pct": null}', '22023', 'loading_pct is missing');
SELECT pg_temp.refuses('{"loading_pct": -1}', '22003', 'loading_pct is out of range: -1');
SELECT pg_temp.refuses('{"loading_pct": 1001}', '22003', 'loading_pct is out of range: 1001');
SELECT is(pg_temp.refusal('{"loading_pct": 140}'), NULL, 'loading may exceed 100');
SELECT pg_temp.refuses('{"last_maintenance_date": "2026-01-02"}', '22023',
                       'last_maintenance_date lies after the as-of date: 2026-01-02');
SELECT pg_temp.refuses('{"last_maintenance_date": "soon"}', '22023',
                       'last_maintenance_date is not a readable date: soon');
SELECT is(pg_temp.refusal('{"last_maintenance_date": "1990-01-01"}'), NULL,
          'maintenance recorded before installation is accepted');
SELECT pg_temp.refuses('{"id": 7}', '22023', 'id has the wrong type: 7');
SELECT pg_temp.refuses('{"name": false}', '22023', 'name has the wrong type: false');

SELECT pg_temp.refuses('{"attributes": []}', '22023', 'attributes has the wrong type: an array');
SELECT pg_temp.refuses(jsonb_build_object('attributes', jsonb_build_object(flag, 'yes')), '22023',
                       flag || ' has the wrong type: yes')
FROM unnest(ARRAY['visible_corrosion', 'physical_damage', 'heat_discoloration', 'loose_parts', 'unusual_noise',
                  'thermal_issues', 'failed_inspection', 'corrosive_environment', 'outdoor_exposure',
                  'poor_ventilation', 'frequent_cycling', 'voltage_instability', 'undersized_conductors',
                  'outdated_insulation']) AS flag;
SELECT pg_temp.refuses('{"attributes": {"connection_type": true}}', '22023', 'connection_type has the wrong type: true');
SELECT pg_temp.refuses('{"attributes": {"trip_tests": {}}}', '22023', 'trip_tests has the wrong type: an object');
SELECT pg_temp.refuses('{"attributes": {"documented_issues": -1}}', '22003', 'documented_issues is out of range: -1');
SELECT pg_temp.refuses('{"attributes": {"documented_issues": 1.5}}', '22003', 'documented_issues is out of range: 1.5');
SELECT pg_temp.refuses('{"attributes": {"documented_issues": 3e9}}', '22003',
                       'documented_issues is out of range: 3000000000');
SELECT pg_temp.refuses('{"attributes": {"documented_issues": "3"}}', '22023', 'documented_issues has the wrong type: 3');
SELECT pg_temp.refuses('{"attributes": {"harmonics_percentage": -1}}', '22003', 'harmonics_percentage is out of range: -1');
SELECT pg_temp.refuses('{"attributes": {"power_factor": 1.01}}', '22003', 'power_factor is out of range: 1.01');
SELECT pg_temp.refuses('{"attributes": {"power_factor": "0.9"}}', '22023', 'power_factor has the wrong type: 0.9');
SELECT pg_temp.refuses('{"attributes": {"arc_flash": "done"}}', '22023', 'arc_flash has the wrong type: done');
SELECT pg_temp.refuses('{"attributes": {"safety_labels": "voltage"}}', '22023', 'safety_labels has the wrong type: voltage');
SELECT pg_temp.refuses('{"attributes": {"safety_labels": ["voltage", 1]}}', '22023', 'safety_labels has the wrong type: 1');
SELECT pg_temp.refuses('{"maintenance": {}}', '22023', 'maintenance has the wrong type: an object');
SELECT pg_temp.refuses('{"maintenance": ["visual_inspection"]}', '22023',
                       'maintenance[0] has the wrong type: visual_inspection');
SELECT pg_temp.refuses('{"maintenance": [{"type": "repair", "date": "2025-01-01"}, {"date": "2025-01-01"}]}', '22023',
                       'maintenance[1].type is missing');
SELECT pg_temp.refuses('{"maintenance": [{"type": "repair"}]}', '22023', 'maintenance[0].date is missing');
SELECT pg_temp.refuses('{"maintenance": [{"type": "repair", "date": "01/02/2025"}]}', '22023',
                       'maintenance[0].date is not a readable date: 01/02/2025');

SELECT is((pg_temp.refusal('{}', 'infinity'))[1:2], ARRAY['22023', 'as_of is not a readable date: infinity'], 'as_of');
SELECT is((pg_temp.refusal('{}', '2026-01-01', '2.0.0')), ARRAY['22023', 'model is not a known value: 2.0.0',
          'Known models: 1.0.0 1.1.0.'], 'an unknown model names the known ones');
SELECT is((pg_temp.refusal('{"humidity_pct": 140}'))[3], 'Relative humidity is a percentage from 0 to 100.',
          'the hint says what to do');
SELECT throws_ok($$SELECT voltmetrics.assess('[]', '2026-01-01')$$, '22023', 'item has the wrong type: an array');
SELECT throws_ok($$SELECT voltmetrics.assess('"x"', '2026-01-01')$$, '22023', 'item has the wrong type: x');
SELECT throws_ok($$SELECT voltmetrics.assess('null', '2026-01-01')$$, '22023', 'item has the wrong type: null');
SELECT throws_ok($$SELECT voltmetrics.assess('{}', '2026-01-01')$$, '22023', 'type is missing');

-- Absent, null and unknown things that are no error.
SELECT is(pg_temp.refusal('{"attributes": {"colour": "grey", "loose_parts": null, "documented_issues": 2.0}}'), NULL,
          'unknown attributes are ignored, null means not observed, 2.0 is whole');
SELECT is(voltmetrics.assess(pg_temp.good() - 'attributes' - 'maintenance' - 'last_maintenance_date' - 'id', '2026-01-01'),
          voltmetrics.assess((pg_temp.good() - 'id') || '{"attributes": null, "maintenance": null, "last_maintenance_date": null}',
                             '2026-01-01'), 'absent and null are the same');
SELECT is(voltmetrics.assess(pg_temp.good() || '{"maintenance": [{"type": "visual_inspection", "date": "2026-01-02"}]}',
                             '2026-01-01'), voltmetrics.assess(pg_temp.good(), '2026-01-01'),
          'maintenance after as_of has not happened yet');
SELECT is(voltmetrics.assess(pg_temp.good() || '{"install_date": "2001-02-03T10:20:30.000Z"}', '2026-01-01'),
          voltmetrics.assess(pg_temp.good(), '2026-01-01'), 'a date may be the start of a UTC time');
SELECT is(voltmetrics.assess(pg_temp.good() || '{"attributes": {"arc_flash": {"assessment_date": 5, "ppe_category": "two",
            "incident_energy": -1, "working_distance": null}, "safety_labels": []}}', '2026-01-01') #> '{nfpa70e,issues}',
    '["Invalid arc flash assessment date format", "PPE category not specified", "Incident energy not specified",
      "Working distance not specified", "Arc flash boundary not specified",
      "Missing required safety labels: shock_hazard, voltage"]'::jsonb, 'bad values inside arc_flash are findings');
SELECT is(voltmetrics.assess(pg_temp.good() || '{"loading_pct": 85.50}', '2026-01-01') #>> '{nfpa70e,issues,2}',
          'Equipment loaded at 85.5% of rating (exceeds 80% threshold)', 'loading is written as the shortest decimal');
SELECT matches((pg_temp.refusal(jsonb_build_object('type', repeat('ä', 300))))[2], '^type is not a known value: ä{32}$',
               'a long value is cut at whole characters');

-- Facilities name the item.
SELECT throws_ok(format('SELECT voltmetrics.assess_facility(%L, %L, %L)',
                        jsonb_build_array(pg_temp.good(), pg_temp.good() || '{"id": "eq-2", "humidity_pct": 200}'), '{}', '2026-01-01'),
                 '22003', 'item "eq-2": humidity_pct is out of range: 200');
SELECT throws_ok(format('SELECT voltmetrics.assess_facility(%L, %L, %L)', jsonb_build_array(pg_temp.good(), 5), '{}', '2026-01-01'),
                 '22023', 'item at position 1: item has the wrong type: 5');
SELECT throws_ok($$SELECT voltmetrics.assess_facility('{}', '{}', '2026-01-01')$$, '22023', 'items has the wrong type: an object');
SELECT throws_ok($$SELECT voltmetrics.assess_facility('[]', '[]', '2026-01-01')$$, '22023', 'facility has the wrong type: an array');
SELECT throws_ok($$SELECT voltmetrics.assess_facility('[]', '{"name": 1}', '2026-01-01')$$, '22023', 'name has the wrong type: 1');
SELECT throws_ok($$SELECT voltmetrics.assess_facility('[]', '{"additional_data": {"safety_program": "yes"}}', '2026-01-01')$$,
                 '22023', 'safety_program has the wrong type: yes');
SELECT throws_ok($$SELECT voltmetrics.assess_facility('[]', '{}', '2026-01-01', 'x')$$, '22023', 'model is not a known value: x');

-- Typed arguments.
PREPARE score(text, date, float8, float8, date, int4, int4, float8, float8, date, text) AS
    SELECT voltmetrics.risk_score($1, $2, false, $3, 70, $4, $5, $6, $7, $8, $9, $10, $11);
SELECT throws_ok($$EXECUTE score('X', '2001-01-01', 50, 50, NULL, 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22023', 'type is not a known value: X');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 'NaN', 50, NULL, 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22003', 'humidity_pct is out of range: NaN');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 'Infinity', NULL, 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22003', 'loading_pct is out of range: Infinity');
SELECT throws_ok($$EXECUTE score('PANEL', '2027-01-01', 50, 50, NULL, 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22023', 'install_date lies after the as-of date: 2027-01-01');
SELECT throws_ok($$EXECUTE score('PANEL', '-infinity', 50, 50, NULL, 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22023', 'install_date is not a readable date: -infinity');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, '2026-01-02', 0, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22023', 'last_maintenance_date lies after the as-of date: 2026-01-02');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, NULL, 65536, 0, NULL, NULL, '2026-01-01', '1.1.0')$$, '22003', 'observations is out of range: 65536');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, NULL, 0, -1, NULL, NULL, '2026-01-01', '1.1.0')$$, '22003', 'documented_issues is out of range: -1');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, NULL, 0, 0, -2, NULL, '2026-01-01', '1.1.0')$$, '22003', 'harmonics_percentage is out of range: -2');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, NULL, 0, 0, NULL, 'NaN', '2026-01-01', '1.1.0')$$, '22003', 'power_factor is out of range: NaN');
SELECT throws_ok($$EXECUTE score('PANEL', '2001-01-01', 50, 50, NULL, 0, 0, NULL, NULL, '2026-01-01', '9')$$, '22023', 'model is not a known value: 9');
SELECT throws_ok($$SELECT voltmetrics.condition('Bad', NULL, NULL, 5, 'PANEL')$$, '22023', 'severity is not a known value: Bad');
SELECT throws_ok($$SELECT voltmetrics.category_name(4::int2)$$, '22003', 'category is out of range: 4');
SELECT throws_ok($$SELECT voltmetrics.compliance_name(-1::int2)$$, '22003', 'status is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.facility_category('NaN')$$, '22003', 'score is out of range: NaN');

-- try_assess hands the same problems back; what does not depend on the bad field is judged all the same.
CREATE FUNCTION pg_temp.screen(change jsonb, maintenance_dates date[] DEFAULT NULL, as_of date DEFAULT '2026-01-01')
    RETURNS text LANGUAGE sql AS $$
    SELECT ROW (s.problem_kind, s.problem_field, s.problem_value, s.score_tenths, s.category,
                s.nfpa70b_status, s.nfpa70b_score, s.nfpa70e_status, s.nfpa70e_score)::text
           || CASE WHEN (s.factor_tenths IS NULL) <> (s.score_tenths IS NULL) THEN ' factors without a score, or a score without' ELSE '' END
    FROM jsonb_to_record(pg_temp.good() || change) AS i(type text, install_date date, aluminum_conductor boolean,
         humidity_pct float8, temperature_f float8, loading_pct float8, last_maintenance_date date, attributes jsonb),
         LATERAL voltmetrics.try_assess(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f,
               i.loading_pct, i.last_maintenance_date, i.attributes, true, maintenance_dates, as_of) s $$;

-- 47.4 by hand: 1.05 (0.35 · 75.4 age + 0.2 · 30 copper + 0.2 · 34.9 maintained + 0.1 · 20 + 0.1 · 30 + 0.05 · 15).
SELECT is(pg_temp.screen('{}'), '(,,,474,1,2,20,1,50)', 'a good item has no problem');
SELECT is(pg_temp.screen('{"type": "MOTOR"}'), '(unknown_value,type,MOTOR,,,,,,)', 'nothing is known of an unknown type');
SELECT is(pg_temp.screen('{"type": null}'), '(missing,type,,,,,,,)', 'nor without a type');
SELECT is(pg_temp.screen('{"install_date": null}'), '(missing,install_date,,,,2,20,1,50)', 'compliance needs no install date');
SELECT is(pg_temp.screen('{"install_date": "infinity"}'), '(unreadable,install_date,infinity,,,2,20,1,50)', 'nor a finite one');
SELECT is(pg_temp.screen('{"install_date": "2027-01-01"}'), '(in_future,install_date,2027-01-01,,,2,20,1,50)', 'nor a past one');
SELECT is(pg_temp.screen('{"loading_pct": "NaN"}'), '(out_of_range,loading_pct,NaN,,,2,20,,)', 'NFPA 70E needs the loading');
SELECT is(pg_temp.screen('{"loading_pct": null}'), '(missing,loading_pct,,,,2,20,,)', 'and is not judged without it');
SELECT is(pg_temp.screen('{"last_maintenance_date": "2026-02-01"}'), '(in_future,last_maintenance_date,2026-02-01,,,2,20,1,50)', 'future maintenance');
SELECT is(pg_temp.screen('{"attributes": {"loose_parts": 1}}'), '(wrong_type,loose_parts,1,474,1,2,20,1,50)', 'an attribute of a wrong type counts as not observed');
SELECT is(pg_temp.screen('{"attributes": {"safety_labels": 1}}'), '(wrong_type,safety_labels,1,474,1,2,20,1,50)', 'labels of a wrong type as not recorded');
SELECT is(pg_temp.screen('{"attributes": 3}'), '(wrong_type,attributes,3,474,1,2,20,1,50)', 'attributes that are no object as none');
SELECT is(pg_temp.screen('{"attributes": {"power_factor": 1.01, "thermal_issues": true, "unusual_noise": "loud"}}'),
          regexp_replace(pg_temp.screen('{"attributes": {"thermal_issues": true}}'), '^.,,', '(wrong_type,unusual_noise,loud'), 'the good ones beside bad ones count');
SELECT is(voltmetrics.refused_attribute(a), f, 'refused: ' || a::text) FROM (VALUES
    ('{"power_factor": 1.01, "made_up": []}'::jsonb, 'power_factor'), ('{"harmonics_percentage": 1e400}', 'harmonics_percentage'),
    ('{"documented_issues": 1.5}', 'documented_issues'), ('{"documented_issues": -1}', 'documented_issues'), ('{"arc_flash": 3}', 'arc_flash'),
    ('{"safety_labels": ["voltage", 1]}', 'safety_labels'), ('[]', 'attributes'), ('{"loose_parts": null, "arc_flash": {"ppe_category": "x"}}', NULL)) v(a, f);
SELECT is(pg_temp.screen('{}', NULL, 'infinity'), '(unreadable,as_of,infinity,,,,,,)', 'no judgement at the end of time');
SELECT is(pg_temp.screen('{}', NULL, NULL), '(missing,as_of,,,,,,,)', 'nor without a date');
SELECT is(pg_temp.screen('{}', ARRAY['2025-12-01', '2025-12-01', '2025-12-01', NULL]::date[]), '(,,,474,1,0,100,1,50)', 'newest dates by type');
SELECT is(pg_temp.screen('{}', ARRAY['2026-01-02', 'infinity', '-infinity']::date[]), '(,,,474,1,2,20,1,50)', 'dates after as_of have not happened');
SELECT throws_ok($$SELECT voltmetrics.try_assess(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'x')$$,
                 '22023', 'model is not a known value: x', 'only an unknown model raises');

SELECT * FROM finish();
ROLLBACK;
