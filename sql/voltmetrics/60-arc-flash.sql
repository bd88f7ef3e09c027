-- Arc flash by IEEE 1584-2018. COST counts units of cpu_operator_cost; measured, one is about 0.05 µs here.

CREATE TYPE voltmetrics.arc_flash AS (
    incident_energy_cal_cm2                 float8,
    arc_flash_boundary_mm                   float8,
    governed_by                             text,
    minimum_arc_rating_cal_cm2              float8,
    above_40_cal_cm2                        boolean,
    notice                                  text,
    full_arcing_current_ka                  float8,
    full_incident_energy_cal_cm2            float8,
    full_arc_flash_boundary_mm              float8,
    full_arcing_current_at_fits_ka          float8[],
    full_incident_energy_at_fits_j_cm2      float8[],
    full_arc_flash_boundary_at_fits_mm      float8[],
    reduced_arcing_current_ka               float8,
    reduced_incident_energy_cal_cm2         float8,
    reduced_arc_flash_boundary_mm           float8,
    reduced_arcing_current_at_fits_ka       float8[],
    reduced_incident_energy_at_fits_j_cm2   float8[],
    reduced_arc_flash_boundary_at_fits_mm   float8[],
    variation_factor                        float8,
    reduction_factor                        float8,
    enclosure_type                          text,
    enclosure_equivalent_height_in          float8,
    enclosure_equivalent_width_in           float8,
    enclosure_equivalent_size_in            float8,
    enclosure_correction_factor             float8,
    enclosure_limited                       boolean
);
COMMENT ON TYPE voltmetrics.arc_flash IS
    'Arc flash at one place by IEEE 1584-2018, with every intermediate figure. The columns before notice are for a label; no PPE category is among them, since NFPA 70E does not let the category method and an incident energy stand together. A calculation by this function screens; a qualified person must confirm a study.';
COMMENT ON COLUMN voltmetrics.arc_flash.incident_energy_cal_cm2 IS 'The larger incident energy of both evaluations at the working distance, cal/cm²; null where the reduced one lacks its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.arc_flash_boundary_mm IS 'The larger distance of both evaluations at which the incident energy is 1.2 cal/cm², mm; null where the reduced one lacks its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.governed_by IS 'Which evaluation gives the larger incident energy: full or reduced arcing current.';
COMMENT ON COLUMN voltmetrics.arc_flash.minimum_arc_rating_cal_cm2 IS 'Least customary rating of arc-rated clothing that is not below the incident energy: 4, 8, 25 or 40 cal/cm², 0 below 1.2, null above 40.';
COMMENT ON COLUMN voltmetrics.arc_flash.above_40_cal_cm2 IS 'Whether the incident energy is above 40 cal/cm², where by common practice nobody works energised; null while only the full evaluation is known and does not exceed it.';
COMMENT ON COLUMN voltmetrics.arc_flash.notice IS 'What everybody who passes these figures on must pass on with them.';
COMMENT ON COLUMN voltmetrics.arc_flash.full_arcing_current_ka IS 'Average arcing current, kA: look up the clearing time of the protective device at this current.';
COMMENT ON COLUMN voltmetrics.arc_flash.full_incident_energy_cal_cm2 IS 'Incident energy at the average arcing current, cal/cm².';
COMMENT ON COLUMN voltmetrics.arc_flash.full_arc_flash_boundary_mm IS 'Arc-flash boundary at the average arcing current, mm.';
COMMENT ON COLUMN voltmetrics.arc_flash.full_arcing_current_at_fits_ka IS 'Average arcing current at 0.6, 2.7 and 14.3 kV (up to 0.6 kV: at 0.6 kV only), kA.';
COMMENT ON COLUMN voltmetrics.arc_flash.full_incident_energy_at_fits_j_cm2 IS 'Incident energy of it at those voltages, J/cm².';
COMMENT ON COLUMN voltmetrics.arc_flash.full_arc_flash_boundary_at_fits_mm IS 'Arc-flash boundary of it at those voltages, mm.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_arcing_current_ka IS 'Reduced arcing current, kA: look up a second clearing time at this current, which may be much longer.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_incident_energy_cal_cm2 IS 'Incident energy at the reduced arcing current, cal/cm²; null without its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_arc_flash_boundary_mm IS 'Arc-flash boundary at the reduced arcing current, mm; null without its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_arcing_current_at_fits_ka IS 'Reduced arcing current at 0.6, 2.7 and 14.3 kV, kA; up to 0.6 kV the unreduced one at 0.6 kV, since there the reduction comes last.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_incident_energy_at_fits_j_cm2 IS 'Incident energy of it at those voltages, J/cm²; null without its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduced_arc_flash_boundary_at_fits_mm IS 'Arc-flash boundary of it at those voltages, mm; null without its clearing time.';
COMMENT ON COLUMN voltmetrics.arc_flash.variation_factor IS 'Variation of the arcing current by Table 2, a fraction.';
COMMENT ON COLUMN voltmetrics.arc_flash.reduction_factor IS 'Reduced over average arcing current: 1 less half the variation.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_type IS 'typical, shallow or open_air.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_equivalent_height_in IS 'Equivalent height of the enclosure, inches; null in open air.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_equivalent_width_in IS 'Equivalent width of the enclosure, inches; null in open air.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_equivalent_size_in IS 'Equivalent enclosure size, inches: the mean of both; null in open air.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_correction_factor IS 'What the incident energy is divided by for the enclosure, by Table 7; 1 in open air.';
COMMENT ON COLUMN voltmetrics.arc_flash.enclosure_limited IS 'Whether the height or width is beyond 1244.6 mm, the largest that the model knows, and was counted as that.';

CREATE FUNCTION voltmetrics.arc_flash(
    electrode_configuration  text,
    voltage_kv               float8,
    bolted_fault_current_ka  float8,
    gap_mm                   float8,
    working_distance_mm      float8,
    clearing_time_ms         float8,
    reduced_clearing_time_ms float8,
    enclosure_height_mm      float8 DEFAULT NULL,
    enclosure_width_mm       float8 DEFAULT NULL,
    enclosure_depth_mm       float8 DEFAULT NULL)
    RETURNS voltmetrics.arc_flash
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'voltmetrics_arc_flash';
COMMENT ON FUNCTION voltmetrics.arc_flash(text, float8, float8, float8, float8, float8, float8, float8, float8, float8) IS
    'Arc flash by IEEE 1584-2018 (Tables 1 to 7) of a three-phase place: electrodes VCB, VCBB, HCB, VOA or HOA; 0.208 to 15 kV; bolted fault current 0.5 to 106 kA and gap 6.35 to 76.2 mm up to 0.6 kV, 0.2 to 65 kA and 19.05 to 254 mm above; working distance from 305 mm; times of 0.1 to 100000 ms in which the average and the reduced arcing current are cleared; enclosure sizes from 100 mm, width at least four gaps. Anything outside raises. A null reduced_clearing_time_ms leaves everything null that depends on it, the figures for a label included; open air needs no enclosure; any other null gives null. Call it in FROM LATERAL. A qualified person must confirm a study.';

CREATE FUNCTION voltmetrics.arcing_current_ka(
    electrode_configuration text,
    voltage_kv              float8,
    bolted_fault_current_ka float8,
    gap_mm                  float8,
    reduced                 boolean DEFAULT false)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 6 AS 'MODULE_PATHNAME', 'voltmetrics_arcing_current_ka';
COMMENT ON FUNCTION voltmetrics.arcing_current_ka(text, float8, float8, float8, boolean) IS
    'Average arcing current by IEEE 1584-2018 (Table 1), or the reduced one (Table 2), kA: the current at which a protective device''s clearing time is looked up. Arguments and ranges as voltmetrics.arc_flash takes them.';

CREATE FUNCTION voltmetrics.incident_energy_cal_cm2(
    electrode_configuration text,
    voltage_kv              float8,
    bolted_fault_current_ka float8,
    gap_mm                  float8,
    working_distance_mm     float8,
    clearing_time_ms        float8,
    enclosure_height_mm     float8 DEFAULT NULL,
    enclosure_width_mm      float8 DEFAULT NULL,
    enclosure_depth_mm      float8 DEFAULT NULL,
    reduced                 boolean DEFAULT false)
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'voltmetrics_incident_energy_cal_cm2';
COMMENT ON FUNCTION voltmetrics.incident_energy_cal_cm2(
    text, float8, float8, float8, float8, float8, float8, float8, float8, boolean) IS
    'Incident energy by IEEE 1584-2018 at the average arcing current, or at the reduced one with the clearing time that belongs to it, cal/cm². The larger of both counts: voltmetrics.arc_flash gives both. Arguments and ranges as there; open air needs no enclosure, any other null gives null.';

CREATE FUNCTION voltmetrics.arc_flash_boundary_mm(
    electrode_configuration text,
    voltage_kv              float8,
    bolted_fault_current_ka float8,
    gap_mm                  float8,
    clearing_time_ms        float8,
    enclosure_height_mm     float8 DEFAULT NULL,
    enclosure_width_mm      float8 DEFAULT NULL,
    enclosure_depth_mm      float8 DEFAULT NULL,
    reduced                 boolean DEFAULT false)
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 12 AS 'MODULE_PATHNAME', 'voltmetrics_arc_flash_boundary_mm';
COMMENT ON FUNCTION voltmetrics.arc_flash_boundary_mm(
    text, float8, float8, float8, float8, float8, float8, float8, boolean) IS
    'Distance by IEEE 1584-2018 at which the incident energy is 1.2 cal/cm², at the average arcing current or the reduced one, mm. Arguments, ranges and nulls as in voltmetrics.incident_energy_cal_cm2.';

CREATE FUNCTION voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(incident_energy_cal_cm2 float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_arc_flash_minimum_arc_rating_cal_cm2';
COMMENT ON FUNCTION voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(float8) IS
    'Least customary rating of arc-rated clothing (4, 8, 25 or 40 cal/cm²) that is not below an incident energy of 0 to 1e9 cal/cm²: 0 below 1.2 (NFPA 70E), null above 40, where by common practice nobody works energised. Never a PPE category.';

CREATE FUNCTION voltmetrics.arc_flash_typical_equipment(
    OUT equipment_class text, OUT gap_mm float8, OUT enclosure_height_mm float8, OUT enclosure_width_mm float8,
    OUT enclosure_depth_mm float8, OUT working_distance_mm float8, OUT source text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 12
    AS 'MODULE_PATHNAME', 'voltmetrics_arc_flash_typical_equipment';
COMMENT ON FUNCTION voltmetrics.arc_flash_typical_equipment() IS
    'Typical gaps, enclosures and working distances by class of equipment (IEEE 1584-2018, Tables 8 and 10), mm, for where nobody measured.';

CREATE TYPE voltmetrics.arc_flash_screening AS (
    problem_kind               text,
    problem_field              text,
    problem_value              text,
    incident_energy_cal_cm2    float8,
    arc_flash_boundary_mm      float8,
    governed_by                text,
    reduced_evaluated          boolean,
    minimum_arc_rating_cal_cm2 float8,
    above_40_cal_cm2           boolean
);
COMMENT ON TYPE voltmetrics.arc_flash_screening IS
    'What voltmetrics.try_arc_flash found: the first problem of the input, or the exposure. A qualified person must confirm a study.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.problem_kind IS 'missing, out_of_range or unknown_value; null when all is good, and nothing else is null then but a rating above 40 cal/cm².';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.problem_field IS 'The argument that the problem is in; null when there is none.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.problem_value IS 'The bad value as text; null when it is missing.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.incident_energy_cal_cm2 IS 'The larger incident energy of both evaluations at the working distance, cal/cm²; without a clearing time at the reduced current that of the average one, which the true one is not below.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.arc_flash_boundary_mm IS 'The distance that belongs to it at which the incident energy is 1.2 cal/cm², mm.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.governed_by IS 'Which evaluation gives it: full or reduced arcing current.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.reduced_evaluated IS 'Whether the reduced arcing current, with its own clearing time, was evaluated too; if not, the exposure may be larger.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.minimum_arc_rating_cal_cm2 IS 'Least customary rating of arc-rated clothing that is not below the incident energy: 4, 8, 25 or 40 cal/cm², 0 below 1.2, null above 40.';
COMMENT ON COLUMN voltmetrics.arc_flash_screening.above_40_cal_cm2 IS 'Whether the incident energy is above 40 cal/cm².';

CREATE FUNCTION voltmetrics.try_arc_flash(
    electrode_configuration  text,
    voltage_kv               float8,
    bolted_fault_current_ka  float8,
    gap_mm                   float8,
    working_distance_mm      float8,
    clearing_time_ms         float8,
    reduced_clearing_time_ms float8,
    enclosure_height_mm      float8,
    enclosure_width_mm       float8,
    enclosure_depth_mm       float8)
    RETURNS voltmetrics.arc_flash_screening
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'voltmetrics_try_arc_flash';
COMMENT ON FUNCTION voltmetrics.try_arc_flash(text, float8, float8, float8, float8, float8, float8, float8, float8, float8) IS
    'Arc flash by IEEE 1584-2018 as voltmetrics.arc_flash computes it, without ever raising over its data: what is missing or out of range comes back as a problem. For whole tables of studies; a null reduced_clearing_time_ms leaves the evaluation at the average arcing current.';
