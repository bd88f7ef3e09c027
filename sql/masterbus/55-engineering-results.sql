CREATE TABLE masterbus.engineering_result (
    organization_id               text COLLATE "C" NOT NULL,
    equipment_id                  text COLLATE "C" NOT NULL,
    facility_id                   text COLLATE "C" NOT NULL,
    asset_category                text,
    asset                         jsonb,
    study_id                      text COLLATE "C",
    studied_on                    date,
    incident_energy_cal_cm2       float8,
    arc_flash_boundary_mm         float8,
    governed_by                   text,
    reduced_evaluated             boolean,
    minimum_arc_rating_cal_cm2    float8,
    enclosure_class               text,
    label_incident_energy_cal_cm2 float8,
    label_basis                   text,
    label_understated             boolean,
    missing                       text[] NOT NULL,
    next_input_on                 date,
    updated_at                    timestamptz NOT NULL,
    PRIMARY KEY (organization_id, equipment_id)
) WITH (fillfactor = 70);
CREATE INDEX ON masterbus.engineering_result (organization_id, facility_id, studied_on);
CREATE INDEX engineering_result_understated_idx ON masterbus.engineering_result (organization_id, facility_id, equipment_id) WHERE label_understated;
CREATE INDEX engineering_result_next_input_idx ON masterbus.engineering_result (organization_id, facility_id, next_input_on) WHERE next_input_on IS NOT NULL;
COMMENT ON TABLE masterbus.engineering_result IS
    'What engineering methods make of each item that CNAIM covers or that has an arc-flash study, maintained row by row: resolved inputs of its health score, which does not change with the day, and its incident energy against the label.';
COMMENT ON COLUMN masterbus.engineering_result.asset_category IS 'Asset register category of CNAIM v2.1; NULL where the item is not covered or its category cannot be told.';
COMMENT ON COLUMN masterbus.engineering_result.asset IS 'Document for voltmetrics.cnaim_health but for age_years, which the reader adds; NULL where something is missing.';
COMMENT ON COLUMN masterbus.engineering_result.study_id IS 'Arc-flash study that counts: the newest at the facility''s date.';
COMMENT ON COLUMN masterbus.engineering_result.studied_on IS 'Day of the study of study_id; NULL without one, or where its day is not on record.';
COMMENT ON COLUMN masterbus.engineering_result.incident_energy_cal_cm2 IS 'Incident energy by IEEE 1584-2018 from the study''s parameters, cal/cm²; NULL where one is missing or out of range.';
COMMENT ON COLUMN masterbus.engineering_result.arc_flash_boundary_mm IS 'Arc-flash boundary that belongs to it, mm.';
COMMENT ON COLUMN masterbus.engineering_result.governed_by IS 'Arcing current that gives it: full or reduced.';
COMMENT ON COLUMN masterbus.engineering_result.reduced_evaluated IS 'Whether the reduced arcing current was evaluated too; if not, the energy may be larger.';
COMMENT ON COLUMN masterbus.engineering_result.minimum_arc_rating_cal_cm2 IS 'Least customary arc rating for it, cal/cm²; NULL above 40.';
COMMENT ON COLUMN masterbus.engineering_result.enclosure_class IS 'Class of equipment whose typical enclosure was taken (IEEE 1584-2018, Table 8); NULL where the study gives its own or the arc is in open air.';
COMMENT ON COLUMN masterbus.engineering_result.label_incident_energy_cal_cm2 IS 'What study and label say, cal/cm²: an incident energy, else the least arc rating of their PPE category.';
COMMENT ON COLUMN masterbus.engineering_result.label_basis IS 'incident_energy or ppe_category; NULL where neither is on record.';
COMMENT ON COLUMN masterbus.engineering_result.label_understated IS 'Whether that is below the calculated energy, both to one decimal; NULL where one is unknown.';
COMMENT ON COLUMN masterbus.engineering_result.missing IS 'Inputs that are missing or out of range, as result:input.';
COMMENT ON COLUMN masterbus.engineering_result.next_input_on IS 'First day after the facility''s date on which an inspection or study that is on record already will count; NULL as a rule.';
COMMENT ON COLUMN masterbus.engineering_result.updated_at IS 'When the row last changed.';
