CREATE SCHEMA threatmap;
COMMENT ON SCHEMA threatmap IS 'The published views that ThreatMap reads; columns are only ever appended.';
GRANT USAGE ON SCHEMA threatmap TO PUBLIC;

-- Words are plain CASE expressions and not declared STRICT, though NULL gives NULL: so the planner inlines them, and under
-- row-level security a filter by a word may use an index on it, since nothing in it can raise or tell of a row.
CREATE FUNCTION threatmap.risk_rating(category int2) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE category WHEN 0 THEN 'Low' WHEN 1 THEN 'Medium' WHEN 2 THEN 'High' WHEN 3 THEN 'Critical' END;
COMMENT ON FUNCTION threatmap.risk_rating(int2) IS 'ThreatMap''s word for a risk category: Low, Medium, High, Critical.';

CREATE FUNCTION threatmap.compliance_word(status int2) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE status WHEN 0 THEN 'Compliant' WHEN 1 THEN 'Warning' WHEN 2 THEN 'Out of Compliance' END;
COMMENT ON FUNCTION threatmap.compliance_word(int2) IS 'ThreatMap''s word for a compliance status: Compliant, Warning (partial), Out of Compliance.';

CREATE FUNCTION threatmap.humidity_risk(mean_humidity_pct float8) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN mean_humidity_pct <= 50 THEN 'Low' WHEN mean_humidity_pct <= 65 THEN 'Medium' WHEN mean_humidity_pct > 65 THEN 'High' END;
COMMENT ON FUNCTION threatmap.humidity_risk(float8) IS 'ThreatMap''s word for a mean relative humidity in percent: Low up to 50, Medium up to 65, else High.';

CREATE FUNCTION threatmap.age_text(mean_age_years float8) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor(mean_age_years)::text || CASE floor(mean_age_years) WHEN 1 THEN ' year' ELSE ' years' END;
COMMENT ON FUNCTION threatmap.age_text(float8) IS 'An age in years as ThreatMap writes it: whole years, "15 years", "1 year".';

-- In C++: to_char is not immutable, so in SQL it would be a function call of its own for every date of every row.
CREATE FUNCTION threatmap.date_text(day date) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3 AS 'MODULE_PATHNAME', 'masterbus_date_text';
COMMENT ON FUNCTION threatmap.date_text(date) IS 'A calendar date as ISO 8601 text, as PostgreSQL writes it; the empty text where there is none, or no last one (infinity).';
