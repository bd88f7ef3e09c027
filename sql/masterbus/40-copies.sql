-- COLLATE "C" on ids and source keys, here and in every table: they are names of rows, not words, and a look into an index by a
-- language's rules takes half as long again. What they are compared with takes the collation over.
CREATE TABLE masterbus.facility (
    organization_id      text COLLATE "C" NOT NULL,
    facility_id          text COLLATE "C" NOT NULL,
    name                 text,
    location             text,
    latitude             float8,
    longitude            float8,
    contractor           text,
    year_built           int4,
    safety_program       boolean,
    emergency_procedures boolean,
    source               text COLLATE "C" NOT NULL,
    source_key           text COLLATE "C" NOT NULL,
    copied_at            timestamptz NOT NULL DEFAULT now(),
    as_of                date NOT NULL DEFAULT masterbus.today(),
    model_version        text NOT NULL DEFAULT voltmetrics.default_model(),
    nfpa70b_version      int4,
    PRIMARY KEY (organization_id, facility_id)
);
CREATE INDEX ON masterbus.facility (facility_id);
CREATE INDEX ON masterbus.facility (source_key, source);
CREATE INDEX ON masterbus.facility (as_of);
CREATE INDEX facility_implausible_idx ON masterbus.facility (organization_id, facility_id)
    WHERE NOT (latitude BETWEEN -90 AND 90) OR NOT (longitude BETWEEN -180 AND 180) OR NOT (year_built BETWEEN 1800 AND extract(year FROM as_of));
COMMENT ON TABLE masterbus.facility IS 'Facilities as Condoit says, and the date and model at which each is evaluated.';
COMMENT ON COLUMN masterbus.facility.copied_at IS 'When the copy last changed, as in every copy.';
COMMENT ON COLUMN masterbus.facility.as_of IS 'UTC date at which the facility and all its equipment are evaluated.';
COMMENT ON COLUMN masterbus.facility.model_version IS 'Factor model with which the facility and all its equipment are evaluated.';
COMMENT ON COLUMN masterbus.facility.nfpa70b_version IS 'Version of the organisation''s NFPA 70B rule set 2 with which the equipment is judged; NULL is rule set 1.';

CREATE TABLE masterbus.equipment (
    organization_id    text COLLATE "C" NOT NULL,
    equipment_id       text COLLATE "C" NOT NULL,
    facility_id        text COLLATE "C",
    name               text,
    kind               text,
    type               text,
    location           text,
    building           text,
    room               text,
    install_date       date,
    manufacturer       text,
    model              text,
    serial_number      text,
    aluminum_conductor boolean,
    humidity_pct       float8,
    temperature_f      float8,
    loading_pct        float8,
    clearance_issue    boolean,
    specifications     jsonb,
    attributes         jsonb,
    source             text COLLATE "C" NOT NULL,
    source_key         text COLLATE "C" NOT NULL,
    copied_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, equipment_id)
) WITH (fillfactor = 90);
CREATE INDEX ON masterbus.equipment (equipment_id);
CREATE INDEX ON masterbus.equipment (source_key, source);
CREATE INDEX ON masterbus.equipment (organization_id, facility_id);
COMMENT ON TABLE masterbus.equipment IS 'Equipment of every kind as Condoit says, in canonical columns.';
COMMENT ON COLUMN masterbus.equipment.kind IS 'Condoit''s own word for the kind of equipment.';
COMMENT ON COLUMN masterbus.equipment.type IS 'VoltMetrics type: PANEL, TRANSFORMER, SWITCHGEAR, BREAKER or OTHER.';
COMMENT ON COLUMN masterbus.equipment.humidity_pct IS 'Relative humidity in percent.';
COMMENT ON COLUMN masterbus.equipment.temperature_f IS 'Ambient temperature in degrees Fahrenheit.';
COMMENT ON COLUMN masterbus.equipment.loading_pct IS 'Load in percent of rated capacity.';
COMMENT ON COLUMN masterbus.equipment.attributes IS 'Observed attributes of the factor models; an absent key means not observed.';

CREATE TABLE masterbus.maintenance (
    organization_id text COLLATE "C" NOT NULL,
    maintenance_id  text COLLATE "C" NOT NULL,
    equipment_id    text COLLATE "C",
    type            text,
    performed_on    date,
    technician      text,
    notes           text,
    source          text COLLATE "C" NOT NULL,
    source_key      text COLLATE "C" NOT NULL,
    copied_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, maintenance_id)
);
CREATE INDEX ON masterbus.maintenance (source_key, source);
CREATE INDEX ON masterbus.maintenance (organization_id, equipment_id, performed_on);
COMMENT ON TABLE masterbus.maintenance IS 'Performed maintenance of an item, as Condoit says.';

CREATE TABLE masterbus.inspection (
    organization_id   text COLLATE "C" NOT NULL,
    inspection_id     text COLLATE "C" NOT NULL,
    facility_id       text COLLATE "C",
    equipment_id      text COLLATE "C",
    type              text,
    inspected_on      date,
    inspector         text,
    passed            boolean,
    corrosion_level   text,
    rust_level        text,
    damage_level      text,
    hottest_reading_c float8,
    humidity_pct      float8,
    temperature_f     float8,
    findings          jsonb,
    notes             text,
    source            text COLLATE "C" NOT NULL,
    source_key        text COLLATE "C" NOT NULL,
    copied_at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, inspection_id)
);
CREATE INDEX ON masterbus.inspection (source_key, source);
CREATE INDEX ON masterbus.inspection (organization_id, equipment_id, inspected_on, inspection_id);
CREATE INDEX ON masterbus.inspection (organization_id, facility_id, inspected_on);
COMMENT ON TABLE masterbus.inspection IS 'Inspections of an item or of a whole facility, as Condoit says.';
COMMENT ON COLUMN masterbus.inspection.hottest_reading_c IS 'Hottest reading of an infrared scan in degrees Celsius.';
COMMENT ON COLUMN masterbus.inspection.findings IS 'Attributes of the factor models that the inspection observed.';

CREATE TABLE masterbus.arc_flash_study (
    organization_id         text COLLATE "C" NOT NULL,
    study_id                text COLLATE "C" NOT NULL,
    equipment_id            text COLLATE "C",
    assessed_on             date,
    ppe_category            int4,
    incident_energy_cal_cm2 float8,
    working_distance_mm     float8,
    arc_flash_boundary_mm   float8,
    parameters              jsonb,
    source                  text COLLATE "C" NOT NULL,
    source_key              text COLLATE "C" NOT NULL,
    copied_at               timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, study_id)
);
CREATE INDEX ON masterbus.arc_flash_study (source_key, source);
CREATE INDEX ON masterbus.arc_flash_study (organization_id, equipment_id, assessed_on DESC NULLS LAST, study_id DESC);
COMMENT ON TABLE masterbus.arc_flash_study IS 'Arc-flash assessments of an item, as Condoit says.';

CREATE TABLE masterbus.photo (
    organization_id text COLLATE "C" NOT NULL,
    photo_id        text COLLATE "C" NOT NULL,
    facility_id     text COLLATE "C",
    equipment_id    text COLLATE "C",
    url             text,
    thumbnail_url   text,
    caption         text,
    taken_at        timestamptz,
    source          text COLLATE "C" NOT NULL,
    source_key      text COLLATE "C" NOT NULL,
    copied_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organization_id, photo_id)
);
CREATE INDEX ON masterbus.photo (source_key, source);
CREATE INDEX ON masterbus.photo (organization_id, equipment_id, taken_at DESC NULLS LAST, photo_id DESC);
CREATE INDEX photo_of_facility_idx ON masterbus.photo (organization_id, facility_id) WHERE equipment_id IS NULL;
COMMENT ON TABLE masterbus.photo IS 'Where the photos of an item or facility are kept; Condoit keeps the bytes.';

CREATE TABLE masterbus.dependency (
    source     text COLLATE "C" NOT NULL,
    source_key text COLLATE "C" NOT NULL,
    depends_on text COLLATE "C" NOT NULL,
    PRIMARY KEY (source_key, source, depends_on)
);
CREATE INDEX ON masterbus.dependency (depends_on);
COMMENT ON TABLE masterbus.dependency IS
    'Which source rows a canonical row was made from besides its own: fan-out goes through here, never through a search in a source table.';
COMMENT ON COLUMN masterbus.dependency.depends_on IS 'The other source row as line:key.';

CREATE TABLE masterbus.key_collision (
    source          text COLLATE "C" NOT NULL,
    source_key      text COLLATE "C" NOT NULL,
    target          text NOT NULL,
    organization_id text COLLATE "C" NOT NULL,
    id              text COLLATE "C" NOT NULL,
    detected_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source_key, source)
);
CREATE INDEX ON masterbus.key_collision (target, organization_id, id);
COMMENT ON TABLE masterbus.key_collision IS
    'Source rows that were left out because another source row already has their id; they come in when that one goes.';
