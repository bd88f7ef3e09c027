CREATE VIEW threatmap.portfolio_summary WITH (security_invoker) AS
SELECT p.organization_id,
       p.organization_id AS id,
       p.facility_count AS total_facilities,
       p.equipment_count::int4 AS total_equipment,
       round(p.weighted_tenths / (10.0 * nullif(p.scored_weight, 0)), 1)::float8 AS average_risk_score,
       p.high_risk_count AS high_risk_facilities,
       p.critical_equipment_count::int4 AS critical_risk_equipment,
       p.high_equipment_count::int4 AS high_risk_equipment,
       p.medium_equipment_count::int4 AS medium_risk_equipment,
       p.low_equipment_count::int4 AS low_risk_equipment,
       (p.equipment_count - p.critical_equipment_count - p.high_equipment_count - p.medium_equipment_count - p.low_equipment_count)::int4 AS unknown_risk_equipment,
       round((p.nfpa70b_weighted_pct + p.nfpa70e_weighted_pct) / (2.0 * nullif(p.judged_weight, 0)), 1)::float8 AS overall_compliance,
       round(p.nfpa70b_weighted_pct / (1.0 * nullif(p.judged_weight, 0)), 1)::float8 AS nfpa_70b_compliance,
       round(p.nfpa70e_weighted_pct / (1.0 * nullif(p.judged_weight, 0)), 1)::float8 AS nfpa_70e_compliance,
       p.compliant_count AS compliant_facilities,
       p.warning_count AS warning_facilities,
       p.out_of_compliance_count AS out_of_compliance_facilities,
       (SELECT jsonb_agg(jsonb_build_object('month', to_char(m.month, 'Mon YYYY'), 'risk_score', round(m.weighted_tenths / (10.0 * nullif(m.weight, 0)), 1),
                                            'facility_count', m.facility_count, 'high_risk_facilities', m.high_risk_count, 'equipment_count', m.equipment_count)
                         ORDER BY m.month)
        FROM (SELECT m.month, m.weighted_tenths, m.weight, m.facility_count, m.high_risk_count, m.equipment_count
              FROM masterbus.portfolio_month m
              WHERE m.organization_id = p.organization_id AND m.month > masterbus.today() - interval '12 months'
              UNION ALL
              SELECT date_trunc('month', masterbus.today()), p.weighted_tenths, p.scored_weight, p.facility_count, p.high_risk_count, p.equipment_count) m
       ) AS risk_trends,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', h.facility_id, 'name', coalesce(h.name, ''), 'location', coalesce(h.location, ''),
                                                     'risk_score', h.score_tenths / 10.0, 'risk_rating', threatmap.risk_rating(h.category),
                                                     'critical_equipment_count', h.critical_count, 'high_risk_equipment_count', h.high_count)
                                  ORDER BY h.score_tenths DESC, h.facility_id), '[]')
        FROM (SELECT h.* FROM masterbus.facility_result h
              WHERE h.organization_id = p.organization_id AND h.score_tenths / 10.0::float8 IS NOT NULL
              ORDER BY h.score_tenths / 10.0::float8 DESC, h.facility_id LIMIT 5) h) AS highest_risk_facilities,
       voltmetrics.confidence_name(voltmetrics.prevailing_confidence(
           p.unknown_confidence_count, p.low_confidence_count, p.medium_confidence_count, p.high_confidence_count)) AS confidence,
       round(p.completeness_weighted_pct / (100.0 * nullif(p.equipment_count, 0)), 2)::float8 AS completeness,
       p.updated_at,
       p.other_model_count AS other_model_facilities
FROM masterbus.portfolio_total p;
COMMENT ON VIEW threatmap.portfolio_summary IS 'Each organisation''s portfolio in one row, from its facilities'' published results; means are weighted by each facility''s number of items.';
COMMENT ON COLUMN threatmap.portfolio_summary.organization_id IS 'Organisation that the portfolio belongs to.';
COMMENT ON COLUMN threatmap.portfolio_summary.id IS 'The same as organization_id.';
COMMENT ON COLUMN threatmap.portfolio_summary.total_facilities IS 'Facilities.';
COMMENT ON COLUMN threatmap.portfolio_summary.total_equipment IS 'Items in all of them.';
COMMENT ON COLUMN threatmap.portfolio_summary.average_risk_score IS 'Mean of the facilities'' published scores, 0–100 with one decimal; NULL without scored facilities.';
COMMENT ON COLUMN threatmap.portfolio_summary.high_risk_facilities IS 'Facilities rated High or Critical.';
COMMENT ON COLUMN threatmap.portfolio_summary.critical_risk_equipment IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.portfolio_summary.high_risk_equipment IS 'Items rated High.';
COMMENT ON COLUMN threatmap.portfolio_summary.medium_risk_equipment IS 'Items rated Medium.';
COMMENT ON COLUMN threatmap.portfolio_summary.low_risk_equipment IS 'Items rated Low.';
COMMENT ON COLUMN threatmap.portfolio_summary.unknown_risk_equipment IS 'Items that cannot be scored.';
COMMENT ON COLUMN threatmap.portfolio_summary.overall_compliance IS 'Mean of the NFPA 70B and 70E percentages, one decimal; NULL without equipment.';
COMMENT ON COLUMN threatmap.portfolio_summary.nfpa_70b_compliance IS 'Mean NFPA 70B percentage, one decimal.';
COMMENT ON COLUMN threatmap.portfolio_summary.nfpa_70e_compliance IS 'Mean NFPA 70E percentage, one decimal.';
COMMENT ON COLUMN threatmap.portfolio_summary.compliant_facilities IS 'Facilities that are Compliant with both standards.';
COMMENT ON COLUMN threatmap.portfolio_summary.warning_facilities IS 'Facilities whose worse standard says Warning.';
COMMENT ON COLUMN threatmap.portfolio_summary.out_of_compliance_facilities IS 'Facilities that are Out of Compliance with either standard.';
COMMENT ON COLUMN threatmap.portfolio_summary.risk_trends IS '[{month, risk_score, facility_count, high_risk_facilities, equipment_count}]: the portfolio at the end of each of the last twelve UTC months that are known, the current one as it stands.';
COMMENT ON COLUMN threatmap.portfolio_summary.highest_risk_facilities IS '[{id, name, location, risk_score, risk_rating, critical_equipment_count, high_risk_equipment_count}]: the five highest, highest first, then by id.';
COMMENT ON COLUMN threatmap.portfolio_summary.confidence IS 'What at least four fifths of the facilities reach of High, Medium and Low; Unknown where none can be scored.';
COMMENT ON COLUMN threatmap.portfolio_summary.completeness IS 'Mean share of the items'' inputs that is on record, 0–1 with two decimals.';
COMMENT ON COLUMN threatmap.portfolio_summary.other_model_facilities IS 'Facilities that another factor model scores than most, while an activated one is worked in: average_risk_score leaves them out until all are at one model.';
COMMENT ON COLUMN threatmap.portfolio_summary.updated_at IS 'When a facility''s published score, category or compliance status last changed.';

CREATE FUNCTION threatmap.portfolio_summary_document(organization_id text DEFAULT masterbus.current_organization_id()) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'total_facilities', d.total_facilities, 'total_equipment', d.total_equipment,
            'risk_overview', jsonb_build_object('average_risk_score', d.average_risk_score, 'high_risk_facilities', d.high_risk_facilities,
                'critical_risk_equipment', d.critical_risk_equipment, 'high_risk_equipment', d.high_risk_equipment,
                'unknown_risk_equipment', d.unknown_risk_equipment, 'confidence', d.confidence),
            'compliance_overview', jsonb_build_object('overall_compliance', d.overall_compliance, 'nfpa_70b_compliance', d.nfpa_70b_compliance,
                'nfpa_70e_compliance', d.nfpa_70e_compliance, 'compliant_facilities', d.compliant_facilities,
                'warning_facilities', d.warning_facilities, 'out_of_compliance_facilities', d.out_of_compliance_facilities),
            'risk_trends', d.risk_trends, 'highest_risk_facilities', d.highest_risk_facilities, 'last_updated', d.updated_at))
        FROM threatmap.portfolio_summary d WHERE d.organization_id = portfolio_summary_document.organization_id);
END
$$;
COMMENT ON FUNCTION threatmap.portfolio_summary_document(text) IS
    'The portfolio of an organisation, by default that of the session, as /portfolio/summary answers it; what is unknown is left out. NULL without facilities.';
