CREATE TABLE masterbus.equipment_result (
    organization_id text COLLATE "C" NOT NULL,
    equipment_id    text COLLATE "C" NOT NULL,
    facility_id     text COLLATE "C" NOT NULL,
    type            text,
    score_tenths    int2,
    category        int2,
    nfpa70b_status  int2,
    nfpa70b_score   int2,
    nfpa70e_status  int2,
    nfpa70e_score   int2,
    missing_inputs  int2 NOT NULL,
    oldest_input    date,
    confidence      int2 NOT NULL,
    updated_at      timestamptz NOT NULL,
    next_change_on  date,
    threat_tenths   int2 GENERATED ALWAYS AS (CASE WHEN category >= 2 THEN score_tenths END) STORED,
    PRIMARY KEY (organization_id, equipment_id)
) WITH (fillfactor = 70);
CREATE INDEX ON masterbus.equipment_result (organization_id, facility_id);
-- No index on the score itself: a day changes it for one item in fifteen, in place where no index has it.
CREATE INDEX equipment_result_threat_idx ON masterbus.equipment_result (organization_id, threat_tenths DESC, equipment_id) WHERE threat_tenths IS NOT NULL;
COMMENT ON TABLE masterbus.equipment_result IS 'Published result of each item of a live facility, maintained row by row.';
COMMENT ON COLUMN masterbus.equipment_result.score_tenths IS 'Published risk score in tenths of points (0–1000); NULL when the item cannot be scored.';
COMMENT ON COLUMN masterbus.equipment_result.category IS '0 low, 1 medium, 2 high, 3 critical; NULL when the item cannot be scored.';
COMMENT ON COLUMN masterbus.equipment_result.nfpa70b_status IS '0 compliant, 1 partial, 2 non_compliant.';
COMMENT ON COLUMN masterbus.equipment_result.nfpa70e_status IS '0 compliant, 1 partial, 2 non_compliant.';
COMMENT ON COLUMN masterbus.equipment_result.missing_inputs IS 'Inputs that are not on record, a bit each in the order of voltmetrics.inputs().';
COMMENT ON COLUMN masterbus.equipment_result.oldest_input IS 'Day of the oldest of the dated inputs, each by its newest record.';
COMMENT ON COLUMN masterbus.equipment_result.confidence IS '0 unknown, 1 low, 2 medium, 3 high, as voltmetrics.confidence_name says.';
COMMENT ON COLUMN masterbus.equipment_result.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN masterbus.equipment_result.next_change_on IS 'UTC date on which the result changes if nothing happens but time: the day change leaves the item alone until then; infinity for never, NULL for unknown.';
COMMENT ON COLUMN masterbus.equipment_result.threat_tenths IS 'The score of a High or Critical item in tenths of points, by which threats are found in order; NULL for others.';

-- What a search reads of every row stands first: what lies before a column in a row is walked over to find it.
CREATE TABLE masterbus.facility_result (
    organization_id  text COLLATE "C" NOT NULL,
    search_text      text NOT NULL GENERATED ALWAYS AS (lower(coalesce(name, '') || ' ' || coalesce(location, ''))) STORED,
    facility_id      text COLLATE "C" NOT NULL,
    name             text,
    location         text,
    latitude         float8,
    longitude        float8,
    contractor       text,
    source           text COLLATE "C" NOT NULL,
    score_tenths     int2,
    category         int2,
    nfpa70b_status   int2,
    nfpa70b_score    int2,
    nfpa70e_status   int2,
    nfpa70e_score    int2,
    equipment_count  int4 NOT NULL,
    low_count        int4 NOT NULL,
    medium_count     int4 NOT NULL,
    high_count       int4 NOT NULL,
    critical_count   int4 NOT NULL,
    score_tenths_sum int8 NOT NULL,
    completeness_pct int2,
    missing_inputs   int2 NOT NULL,
    oldest_input     date,
    confidence       int2 NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, facility_id)
) WITH (fillfactor = 90);
CREATE INDEX ON masterbus.facility_result (organization_id, updated_at DESC, facility_id);
CREATE INDEX ON masterbus.facility_result (organization_id, name, facility_id);
CREATE INDEX ON masterbus.facility_result (organization_id, latitude, longitude);
CREATE INDEX ON masterbus.facility_result (facility_id);
COMMENT ON TABLE masterbus.facility_result IS 'Published result of each live facility, aggregated from its items'' published results, and what the list shows of the facility itself, so that it is sorted, searched, counted and mapped by one table.';
COMMENT ON COLUMN masterbus.facility_result.score_tenths IS 'Weighted mean of published item scores in tenths of points; NULL without scored items.';
COMMENT ON COLUMN masterbus.facility_result.score_tenths_sum IS 'Unweighted sum of published item scores in tenths of points.';
COMMENT ON COLUMN masterbus.facility_result.completeness_pct IS 'Mean over the items of the share of inputs on record, in whole percent; NULL without items.';
COMMENT ON COLUMN masterbus.facility_result.missing_inputs IS 'Inputs that at least one item lacks, a bit each in the order of voltmetrics.inputs().';
COMMENT ON COLUMN masterbus.facility_result.oldest_input IS 'Day of the oldest dated input of any item.';
COMMENT ON COLUMN masterbus.facility_result.confidence IS '0 unknown, 1 low, 2 medium, 3 high: what at least four fifths of the items reach.';
COMMENT ON COLUMN masterbus.facility_result.search_text IS 'Name and location in lower case, kept because folding ten thousand names takes longer than looking through them.';
COMMENT ON COLUMN masterbus.facility_result.updated_at IS 'When the published score, category or a compliance status last changed.';

CREATE TABLE masterbus.equipment_history (
    organization_id text COLLATE "C" NOT NULL,
    equipment_id    text COLLATE "C" NOT NULL,
    facility_id     text COLLATE "C" NOT NULL,
    changed_at      timestamptz NOT NULL,
    batch           int8 NOT NULL,
    as_of           date,
    model_version   text,
    cause           text NOT NULL,
    cause_lsn       pg_lsn,
    removed         boolean NOT NULL,
    score_tenths    int2,
    category        int2,
    nfpa70b_status  int2,
    nfpa70e_status  int2,
    factor_tenths   int2[]
) PARTITION BY RANGE (changed_at);
COMMENT ON TABLE masterbus.equipment_history IS
    'Every published result that an item ever had: a chain per item without equal neighbours, whose last link is the current row.';
COMMENT ON COLUMN masterbus.equipment_history.batch IS 'Batch that made the change; at most one row per item and batch.';
COMMENT ON COLUMN masterbus.equipment_history.cause IS 'change (a Condoit write), day (time passed), model (another model), rebuild, replay (a past day evaluated later, from what was on record by then).';
COMMENT ON COLUMN masterbus.equipment_history.cause_lsn IS 'Write-ahead log position up to which Condoit''s writes were known.';
COMMENT ON COLUMN masterbus.equipment_history.removed IS 'True when the item left ThreatMap.';
COMMENT ON COLUMN masterbus.equipment_history.factor_tenths IS 'The factors that made the score, each in tenths of a point from 0 to 1000, in the order of voltmetrics.screening; NULL without a score.';

CREATE TABLE masterbus.facility_history (
    organization_id text COLLATE "C" NOT NULL,
    facility_id     text COLLATE "C" NOT NULL,
    changed_at      timestamptz NOT NULL,
    batch           int8 NOT NULL,
    as_of           date,
    model_version   text,
    cause           text NOT NULL,
    cause_lsn       pg_lsn,
    removed         boolean NOT NULL,
    score_tenths    int2,
    category        int2,
    nfpa70b_status  int2,
    nfpa70e_status  int2,
    equipment_count int4,
    mean_age_years  float8
) PARTITION BY RANGE (changed_at);
COMMENT ON TABLE masterbus.facility_history IS
    'Every published result that a facility ever had: a chain per facility without equal neighbours, whose last link is the current row.';
COMMENT ON COLUMN masterbus.facility_history.mean_age_years IS 'Mean age of the facility''s items in years at as_of.';

CREATE TABLE masterbus.data_quality_issue (
    organization_id text COLLATE "C" NOT NULL,
    equipment_id    text COLLATE "C" NOT NULL,
    facility_id     text COLLATE "C" NOT NULL,
    kind            text NOT NULL,
    field           text NOT NULL,
    value           text,
    detected_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, equipment_id, kind, field)
);
CREATE INDEX ON masterbus.data_quality_issue (organization_id, facility_id);
COMMENT ON TABLE masterbus.data_quality_issue IS 'Why an item could not be scored, or was scored without one of its attributes: the field and the value that need mending in Condoit.';

CREATE FUNCTION masterbus.ensure_history_partitions(at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    month timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
    parent record;
    partition text;
BEGIN
    FOR parent IN SELECT * FROM (VALUES ('equipment_history', 'equipment_id'), ('facility_history', 'facility_id')) v(name, id) LOOP
        partition := parent.name || to_char(month, '_YYYY_MM');
        CONTINUE WHEN to_regclass(format('masterbus.%I', partition)) IS NOT NULL;
        EXECUTE format('CREATE TABLE masterbus.%I PARTITION OF masterbus.%I FOR VALUES FROM (%L) TO (%L)', partition, parent.name,
                       month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        EXECUTE format('ALTER TABLE masterbus.%I ADD PRIMARY KEY (organization_id, %I, batch)', partition, parent.id);
    END LOOP;
END
$$;
COMMENT ON FUNCTION masterbus.ensure_history_partitions(timestamptz) IS 'Makes the monthly partitions of history that hold a moment, where they are missing. With its owner''s rights, because only the owner of a partitioned table attaches partitions, and the worker is not.';
