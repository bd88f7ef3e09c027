-- Twenty sums by one aggregate: of the time that they take one by one, most goes into calling so many.
CREATE FUNCTION masterbus.portfolio_accum(
    state int8[], times int4, score_tenths int2, category int2, nfpa70b_status int2, nfpa70b_score int2, nfpa70e_status int2, nfpa70e_score int2,
    equipment_count int4, low_count int4, medium_count int4, high_count int4, critical_count int4, completeness_pct int2, confidence int2) RETURNS int8[]
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'masterbus_portfolio_accum';
COMMENT ON FUNCTION masterbus.portfolio_accum(int8[], int4, int2, int2, int2, int2, int2, int2, int4, int4, int4, int4, int4, int2, int2) IS
    'State of masterbus.portfolio_sums with one more facility, or with one less.';

CREATE AGGREGATE masterbus.portfolio_sums(
    times int4, score_tenths int2, category int2, nfpa70b_status int2, nfpa70b_score int2, nfpa70e_status int2, nfpa70e_score int2,
    equipment_count int4, low_count int4, medium_count int4, high_count int4, critical_count int4, completeness_pct int2, confidence int2) (
    SFUNC = masterbus.portfolio_accum, STYPE = int8[], INITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
    COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE masterbus.portfolio_sums(int4, int2, int2, int2, int2, int2, int2, int4, int4, int4, int4, int4, int2, int2) IS
    'Sums over rows of masterbus.facility_result, each counted 1 time, or -1 to take it off; masterbus.portfolio_total names them.';

CREATE VIEW masterbus.portfolio_definition WITH (security_invoker) AS
SELECT r.organization_id,
       masterbus.portfolio_sums(1, r.score_tenths, r.category, r.nfpa70b_status, r.nfpa70b_score, r.nfpa70e_status, r.nfpa70e_score,
                                r.equipment_count, r.low_count, r.medium_count, r.high_count, r.critical_count, r.completeness_pct, r.confidence) AS sums
FROM masterbus.facility_result r
GROUP BY r.organization_id;
COMMENT ON VIEW masterbus.portfolio_definition IS 'The one definition of an organisation''s sums, over its facilities'' published results.';

CREATE TABLE masterbus.portfolio_sum (
    organization_id text COLLATE "C" PRIMARY KEY,
    sums            int8[] NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE masterbus.portfolio_sum IS
    'masterbus.portfolio_definition, kept by whoever writes facility_result: to add up ten thousand facilities takes nine times as long as the rest of a portfolio''s page.';
COMMENT ON COLUMN masterbus.portfolio_sum.sums IS 'As masterbus.portfolio_sums gives them.';

CREATE FUNCTION masterbus.sum_portfolios() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(masterbus.apply_lock_key());
    DELETE FROM masterbus.portfolio_sum p WHERE NOT EXISTS (SELECT FROM masterbus.facility_result r WHERE r.organization_id = p.organization_id);
    INSERT INTO masterbus.portfolio_sum AS p SELECT d.organization_id, d.sums FROM masterbus.portfolio_definition d
    ON CONFLICT (organization_id) DO UPDATE SET sums = excluded.sums WHERE p.sums <> excluded.sums;
END
$$;
COMMENT ON FUNCTION masterbus.sum_portfolios() IS
    'Makes the kept sums equal to their definition: when all facilities have been read again, and after results were written by hand.';

CREATE VIEW masterbus.portfolio_total WITH (security_invoker) AS
SELECT t.organization_id,
       t.sums[1]::int4 AS facility_count, t.sums[2] AS equipment_count,
       t.sums[3] - o.weighted_tenths AS weighted_tenths, t.sums[4] - o.weight AS scored_weight, o.facilities AS other_model_count,
       t.sums[5]::int4 AS high_risk_count,
       t.sums[6] AS low_equipment_count, t.sums[7] AS medium_equipment_count, t.sums[8] AS high_equipment_count, t.sums[9] AS critical_equipment_count,
       t.sums[10] AS nfpa70b_weighted_pct, t.sums[11] AS nfpa70e_weighted_pct, t.sums[12] AS judged_weight,
       t.sums[13]::int4 AS compliant_count, t.sums[14]::int4 AS warning_count, t.sums[15]::int4 AS out_of_compliance_count,
       t.sums[16] AS completeness_weighted_pct,
       t.sums[17]::int4 AS unknown_confidence_count, t.sums[18]::int4 AS low_confidence_count,
       t.sums[19]::int4 AS medium_confidence_count, t.sums[20]::int4 AS high_confidence_count,
       (SELECT r.updated_at FROM masterbus.facility_result r WHERE r.organization_id = t.organization_id
        ORDER BY r.updated_at DESC LIMIT 1) AS updated_at
FROM masterbus.portfolio_sum t
CROSS JOIN LATERAL masterbus.other_model_totals(t.organization_id) o;
COMMENT ON VIEW masterbus.portfolio_total IS 'Sums over each organisation''s published facilities; a weight is a number of items.';
COMMENT ON COLUMN masterbus.portfolio_total.facility_count IS 'Facilities.';
COMMENT ON COLUMN masterbus.portfolio_total.equipment_count IS 'Items in all of them.';
COMMENT ON COLUMN masterbus.portfolio_total.weighted_tenths IS 'Sum of published scores in tenths of points times items, without facilities scored by another model than most.';
COMMENT ON COLUMN masterbus.portfolio_total.scored_weight IS 'Items of the facilities that weighted_tenths counts.';
COMMENT ON COLUMN masterbus.portfolio_total.other_model_count IS 'Facilities that another factor model scores than most, while an activated one is worked in.';
COMMENT ON COLUMN masterbus.portfolio_total.high_risk_count IS 'Facilities rated High or Critical.';
COMMENT ON COLUMN masterbus.portfolio_total.low_equipment_count IS 'Items rated Low.';
COMMENT ON COLUMN masterbus.portfolio_total.medium_equipment_count IS 'Items rated Medium.';
COMMENT ON COLUMN masterbus.portfolio_total.high_equipment_count IS 'Items rated High.';
COMMENT ON COLUMN masterbus.portfolio_total.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN masterbus.portfolio_total.nfpa70b_weighted_pct IS 'Sum of NFPA 70B percentages times items.';
COMMENT ON COLUMN masterbus.portfolio_total.nfpa70e_weighted_pct IS 'Sum of NFPA 70E percentages times items.';
COMMENT ON COLUMN masterbus.portfolio_total.judged_weight IS 'Items of facilities with both percentages.';
COMMENT ON COLUMN masterbus.portfolio_total.compliant_count IS 'Facilities whose worse standard says Compliant.';
COMMENT ON COLUMN masterbus.portfolio_total.warning_count IS 'Facilities whose worse standard says Warning.';
COMMENT ON COLUMN masterbus.portfolio_total.out_of_compliance_count IS 'Facilities that are Out of Compliance with either standard.';
COMMENT ON COLUMN masterbus.portfolio_total.completeness_weighted_pct IS 'Sum of the facilities'' completeness in percent times items.';
COMMENT ON COLUMN masterbus.portfolio_total.unknown_confidence_count IS 'Facilities of which nothing can be said.';
COMMENT ON COLUMN masterbus.portfolio_total.low_confidence_count IS 'Facilities of low confidence.';
COMMENT ON COLUMN masterbus.portfolio_total.medium_confidence_count IS 'Facilities of medium confidence.';
COMMENT ON COLUMN masterbus.portfolio_total.high_confidence_count IS 'Facilities of high confidence.';
COMMENT ON COLUMN masterbus.portfolio_total.updated_at IS 'When a facility''s published score, category or compliance status last changed.';
