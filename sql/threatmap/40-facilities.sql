-- In C++ with their COST, so that a list sorted by something else makes them for the page that it shows, not for all that it sorts.
CREATE FUNCTION threatmap.coordinates(latitude float8, longitude float8) RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'masterbus_coordinates';
COMMENT ON FUNCTION threatmap.coordinates(float8, float8) IS 'A place in degrees as ThreatMap writes it, {lat, lng}; NULL where one is unknown or not on Earth.';

CREATE FUNCTION threatmap.risk_counts(low int4, medium int4, high int4, critical int4) RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'masterbus_risk_counts';
COMMENT ON FUNCTION threatmap.risk_counts(int4, int4, int4, int4) IS 'Items by rating as ThreatMap writes them: {low, medium, high, critical}.';

-- In C++: LIKE takes the wildcards of a term for its own, takes twice as long, and makes its pattern anew for each row where the term is a parameter.
CREATE FUNCTION masterbus.contains_support(internal) RETURNS internal
    LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'masterbus_contains_support';
COMMENT ON FUNCTION masterbus.contains_support(internal) IS 'Tells the planner how many rows threatmap.contains may find.';

CREATE FUNCTION threatmap.contains(search_text text, term text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE SUPPORT masterbus.contains_support AS 'MODULE_PATHNAME', 'masterbus_contains';
COMMENT ON FUNCTION threatmap.contains(text, text) IS 'Whether a text that is kept in lower case, such as threatmap.facilities.search_text, contains a term, in capitals or not, byte by byte: in UTF-8 that is character by character.';

CREATE VIEW threatmap.facilities WITH (security_invoker) AS
SELECT r.organization_id,
       r.facility_id AS id,
       r.name,
       coalesce(r.location, '') AS location,
       threatmap.coordinates(r.latitude, r.longitude) AS coordinates,
       r.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(r.category) AS risk_rating,
       threatmap.compliance_word(greatest(r.nfpa70b_status, r.nfpa70e_status)) AS compliance_status,
       threatmap.date_text((SELECT i.inspected_on FROM masterbus.facility f
                            JOIN masterbus.inspection i ON i.organization_id = f.organization_id AND i.facility_id = f.facility_id AND i.inspected_on <= f.as_of
                            WHERE f.organization_id = r.organization_id AND f.facility_id = r.facility_id
                            ORDER BY i.inspected_on DESC LIMIT 1)) AS last_inspection,
       coalesce(r.contractor, '') AS contractor,
       r.equipment_count,
       r.critical_count AS critical_equipment_count,
       r.high_count AS high_risk_equipment_count,
       threatmap.risk_counts(r.low_count, r.medium_count, r.high_count, r.critical_count) AS risk_distribution,
       r.updated_at AS last_updated,
       r.updated_at,
       r.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale,
       voltmetrics.confidence_name(r.confidence) AS confidence,
       r.completeness_pct / 100.0::float8 AS completeness,
       voltmetrics.missing_inputs(r.missing_inputs) AS missing_inputs,
       nullif(threatmap.date_text(r.oldest_input), '') AS oldest_input,
       r.search_text
FROM masterbus.facility_result r;
-- The list's words and scores are expressions: what they are filtered and sorted by has indexes on the same expressions.
CREATE INDEX facility_result_risk_score_idx ON masterbus.facility_result (organization_id, (score_tenths / 10.0::float8) DESC, facility_id);
CREATE INDEX facility_result_risk_rating_idx ON masterbus.facility_result
    (organization_id, threatmap.risk_rating(category), (score_tenths / 10.0::float8) DESC, facility_id);
CREATE INDEX facility_result_compliance_status_idx ON masterbus.facility_result
    (organization_id, threatmap.compliance_word(greatest(nfpa70b_status, nfpa70e_status)), (score_tenths / 10.0::float8) DESC, facility_id);
COMMENT ON VIEW threatmap.facilities IS 'The portfolio list: every live facility with its published result, one row each.';
COMMENT ON COLUMN threatmap.facilities.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facilities.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facilities.name IS 'Name of the facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.facilities.location IS 'City and state, or what the mapping gives; empty where unknown.';
COMMENT ON COLUMN threatmap.facilities.coordinates IS '{lat, lng} in degrees; NULL where unknown or not on Earth.';
COMMENT ON COLUMN threatmap.facilities.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal; NULL without scored items.';
COMMENT ON COLUMN threatmap.facilities.risk_rating IS 'Low, Medium, High or Critical by the active model''s thresholds; NULL without scored items.';
COMMENT ON COLUMN threatmap.facilities.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facilities.last_inspection IS 'ISO 8601 date of the newest inspection in the facility; empty where there was none.';
COMMENT ON COLUMN threatmap.facilities.contractor IS 'Electrical contractor of the facility; empty where unknown.';
COMMENT ON COLUMN threatmap.facilities.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facilities.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.facilities.high_risk_equipment_count IS 'Items rated High (Critical ones not among them).';
COMMENT ON COLUMN threatmap.facilities.risk_distribution IS '{low, medium, high, critical}: items by rating.';
COMMENT ON COLUMN threatmap.facilities.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facilities.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.facilities.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';
COMMENT ON COLUMN threatmap.facilities.confidence IS 'How far the result can be relied on: what at least four fifths of the items reach of High, Medium and Low; Unknown where no item can be scored.';
COMMENT ON COLUMN threatmap.facilities.completeness IS 'Mean share of the items'' inputs that is on record, 0–1 with two decimals; NULL without items.';
COMMENT ON COLUMN threatmap.facilities.missing_inputs IS 'Inputs that at least one item lacks, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.facilities.oldest_input IS 'ISO 8601 date of the oldest dated input of any item; NULL where there is none.';
COMMENT ON COLUMN threatmap.facilities.search_text IS 'Name and location in lower case, to be searched: threatmap.contains(search_text, ''Harbor''), or where no function can be called search_text LIKE ''%harbor%''.';
