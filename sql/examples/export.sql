-- Exports by COPY, which any reader may run: psql writes what COPY gives to its output, or to a file with \g:
--   psql -U analyst -d condoit -f export.sql > export.txt

-- 1. The portfolio as CSV with a header. Arrays and JSON stay text in one quoted field; NULL is an empty field.
COPY (SELECT id, name, location, coordinates -> 'lat' AS latitude, coordinates -> 'lng' AS longitude, risk_score, risk_rating, compliance_status,
             equipment_count, last_inspection
      FROM threatmap.facilities ORDER BY risk_score DESC NULLS LAST, id)
TO STDOUT WITH (FORMAT csv, HEADER);

-- 2. Every item with its factors side by side, for a spreadsheet.
COPY (SELECT e.facility_id, e.id, e.name, e.type, e.risk_score, e.risk_rating, p.*
      FROM threatmap.equipment e
      CROSS JOIN LATERAL (
          SELECT max(f.points) FILTER (WHERE f.factor = 'age_risk') AS age_points, max(f.points) FILTER (WHERE f.factor = 'material_risk') AS material_points,
                 max(f.points) FILTER (WHERE f.factor = 'maintenance_risk') AS maintenance_points,
                 max(f.points) FILTER (WHERE f.factor = 'environmental_risk') AS environmental_points,
                 max(f.points) FILTER (WHERE f.factor = 'operational_risk') AS operational_points,
                 max(f.points) FILTER (WHERE f.factor = 'visual_risk') AS visual_points
          FROM jsonb_to_recordset(e.risk_factors) AS f(factor text, points float8)) p
      ORDER BY e.facility_id, e.id)
TO STDOUT WITH (FORMAT csv, HEADER);

-- 3. The map as one line of GeoJSON. COPY's text format would double each backslash; CSV does not, and with a quote and a
-- delimiter that JSON never holds as they are, the line is the document.
COPY (SELECT threatmap.facility_map(max_features => 10000)) TO STDOUT WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02');

-- 4. A feature per line (newline-delimited GeoJSON), for tools that stream.
COPY (SELECT jsonb_array_elements(threatmap.facility_map(max_features => 10000) -> 'features'))
TO STDOUT WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02');
