-- Transformers: temperatures by IEC 60076-7:2018, ageing by it and IEEE C57.91-2011.

CREATE TYPE voltmetrics.transformer_design AS (
    loss_ratio                float8,
    top_oil_rise_k            float8,
    winding_gradient_k        float8,
    hot_spot_factor           float8,
    oil_time_constant_min     float8,
    winding_time_constant_min float8,
    oil_exponent              float8,
    winding_exponent          float8,
    k11                       float8,
    k21                       float8,
    k22                       float8,
    ambient_surcharge_k       float8
);
COMMENT ON TYPE voltmetrics.transformer_design IS
    'Thermal characteristics of a transformer by the names of IEC 60076-7:2018; voltmetrics.transformer_design makes one from a profile.';
COMMENT ON COLUMN voltmetrics.transformer_design.loss_ratio IS 'Load loss over no-load loss at rated load, R.';
COMMENT ON COLUMN voltmetrics.transformer_design.top_oil_rise_k IS 'Top-oil rise over ambient at rated load, K.';
COMMENT ON COLUMN voltmetrics.transformer_design.winding_gradient_k IS 'Average winding over average oil temperature at rated load, K.';
COMMENT ON COLUMN voltmetrics.transformer_design.hot_spot_factor IS 'Hot-spot factor H.';
COMMENT ON COLUMN voltmetrics.transformer_design.oil_time_constant_min IS 'Time constant of the oil, minutes.';
COMMENT ON COLUMN voltmetrics.transformer_design.winding_time_constant_min IS 'Time constant of the windings, minutes.';
COMMENT ON COLUMN voltmetrics.transformer_design.oil_exponent IS 'Oil exponent x.';
COMMENT ON COLUMN voltmetrics.transformer_design.winding_exponent IS 'Winding exponent y.';
COMMENT ON COLUMN voltmetrics.transformer_design.k11 IS 'Constant k11 of the oil.';
COMMENT ON COLUMN voltmetrics.transformer_design.k21 IS 'Constant k21 of the hot spot.';
COMMENT ON COLUMN voltmetrics.transformer_design.k22 IS 'Constant k22 of the hot spot.';
COMMENT ON COLUMN voltmetrics.transformer_design.ambient_surcharge_k IS 'Added to every ambient temperature, as inside a building, K.';

CREATE TYPE voltmetrics.transformer_thermal AS (
    samples                  int4,
    duration_hours           float8,
    top_oil_c                float8,
    hot_spot_c               float8,
    max_top_oil_c            float8,
    max_hot_spot_c           float8,
    above_140_c_hours        float8,
    aged_normal_paper_days   float8,
    aged_upgraded_paper_days float8,
    equivalent_ageing_factor float8,
    loss_of_life_pct         float8
);
COMMENT ON TYPE voltmetrics.transformer_thermal IS
    'What a load profile does to a transformer: temperatures, ageing and loss of life.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.samples IS 'Number of samples, the first included.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.duration_hours IS 'Time from the first to the last sample, hours.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.top_oil_c IS 'Top-oil temperature at the last sample, °C.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.hot_spot_c IS 'Hot-spot temperature at the last sample, °C.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.max_top_oil_c IS 'Highest top-oil temperature at a sample, °C.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.max_hot_spot_c IS 'Highest hot-spot temperature at a sample, °C.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.above_140_c_hours IS 'Time with the hot spot above 140 °C, hours: gas bubbles may form, and the ageing formulas no longer hold.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.aged_normal_paper_days IS 'Days by which normal paper has aged (IEC 60076-7:2018).';
COMMENT ON COLUMN voltmetrics.transformer_thermal.aged_upgraded_paper_days IS 'Days by which thermally upgraded paper has aged (IEC 60076-7:2018, IEEE C57.91-2011).';
COMMENT ON COLUMN voltmetrics.transformer_thermal.equivalent_ageing_factor IS 'Mean ageing rate of thermally upgraded paper (FEQA of IEEE C57.91-2011); null before time has passed.';
COMMENT ON COLUMN voltmetrics.transformer_thermal.loss_of_life_pct IS 'Share of a normal life of 180,000 h that was used (IEEE C57.91-2011), percent; null before time has passed.';

CREATE FUNCTION voltmetrics.transformer_profiles(
    OUT profile text, OUT cooling text,
    OUT loss_ratio float8, OUT top_oil_rise_k float8, OUT winding_gradient_k float8, OUT hot_spot_factor float8,
    OUT oil_time_constant_min float8, OUT winding_time_constant_min float8, OUT oil_exponent float8, OUT winding_exponent float8,
    OUT k11 float8, OUT k21 float8, OUT k22 float8, OUT ambient_surcharge_k float8, OUT source text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 4 AS 'MODULE_PATHNAME', 'voltmetrics_transformer_profiles';
COMMENT ON FUNCTION voltmetrics.transformer_profiles() IS
    'Published thermal characteristics by kind of transformer, with their source; loss_ratio is null where none is published.';

CREATE FUNCTION voltmetrics.transformer_design(
    profile                   text,
    loss_ratio                float8 DEFAULT NULL,
    top_oil_rise_k            float8 DEFAULT NULL,
    winding_gradient_k        float8 DEFAULT NULL,
    hot_spot_factor           float8 DEFAULT NULL,
    oil_time_constant_min     float8 DEFAULT NULL,
    winding_time_constant_min float8 DEFAULT NULL,
    oil_exponent              float8 DEFAULT NULL,
    winding_exponent          float8 DEFAULT NULL,
    k11                       float8 DEFAULT NULL,
    k21                       float8 DEFAULT NULL,
    k22                       float8 DEFAULT NULL,
    ambient_surcharge_k       float8 DEFAULT NULL)
    RETURNS voltmetrics.transformer_design
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'voltmetrics_transformer_design';
COMMENT ON FUNCTION voltmetrics.transformer_design(
    text, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8) IS
    'The thermal characteristics of a profile of voltmetrics.transformer_profiles(), with those given in place of its own: R by loss_ratio (needed where the profile has none), temperatures in K, time constants in minutes, then x, y, k11, k21 and k22 of IEC 60076-7:2018. An unknown profile or a value that no transformer has raises.';

CREATE FUNCTION voltmetrics.transformer_temperatures(
    minutes           float8[],
    load_pu           float8[],
    ambient_c         float8[],
    design            voltmetrics.transformer_design,
    initial_top_oil_c float8 DEFAULT NULL,
    initial_load_pu   float8 DEFAULT NULL,
    OUT minute float8, OUT sample_load_pu float8, OUT sample_ambient_c float8, OUT top_oil_c float8, OUT hot_spot_c float8,
    OUT ageing_rate_normal float8, OUT ageing_rate_upgraded float8)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 ROWS 100 AS 'MODULE_PATHNAME', 'voltmetrics_transformer_temperatures';
COMMENT ON FUNCTION voltmetrics.transformer_temperatures(
    float8[], float8[], float8[], voltmetrics.transformer_design, float8, float8) IS
    'Top-oil and hot-spot temperature at every sample of a load profile (IEC 60076-7:2018, difference equations), °C, with the ageing rate of both papers. Samples at rising minutes: the load per unit of rated load (0 to 5) and the ambient in °C (-90 to 120) that held since the sample before. The first sample begins cold, or from a known top oil (°C), or steady at a known load held until then. Arrays of different length, nulls in them and values outside their range raise; a null argument gives no row.';

CREATE FUNCTION voltmetrics.transformer_load_profile(
    minutes           float8[],
    load_pu           float8[],
    ambient_c         float8[],
    design            voltmetrics.transformer_design,
    initial_top_oil_c float8 DEFAULT NULL,
    initial_load_pu   float8 DEFAULT NULL)
    RETURNS voltmetrics.transformer_thermal
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'voltmetrics_transformer_load_profile';
COMMENT ON FUNCTION voltmetrics.transformer_load_profile(
    float8[], float8[], float8[], voltmetrics.transformer_design, float8, float8) IS
    'What a load profile in arrays does to a transformer: last and highest temperatures, ageing of both papers, equivalent ageing factor and loss of life. Arguments as voltmetrics.transformer_temperatures takes them; without a sample, or with a null argument, null.';

CREATE FUNCTION voltmetrics.transformer_thermal_accum(
    state float8[], sampled_at timestamptz, load_pu float8, ambient_c float8, design voltmetrics.transformer_design)
    RETURNS float8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_thermal_accum';
COMMENT ON FUNCTION voltmetrics.transformer_thermal_accum(
    float8[], timestamptz, float8, float8, voltmetrics.transformer_design) IS
    'State of voltmetrics.transformer_thermal, of constant size, with one more sample.';

CREATE FUNCTION voltmetrics.transformer_thermal_accum(
    state float8[], sampled_at timestamptz, load_pu float8, ambient_c float8, design voltmetrics.transformer_design,
    initial_top_oil_c float8, initial_load_pu float8)
    RETURNS float8[]
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_thermal_accum';
COMMENT ON FUNCTION voltmetrics.transformer_thermal_accum(
    float8[], timestamptz, float8, float8, voltmetrics.transformer_design, float8, float8) IS
    'State of voltmetrics.transformer_thermal, of constant size, with one more sample.';

CREATE FUNCTION voltmetrics.transformer_thermal_final(state float8[]) RETURNS voltmetrics.transformer_thermal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_thermal_final';
COMMENT ON FUNCTION voltmetrics.transformer_thermal_final(float8[]) IS
    'The result from a state of voltmetrics.transformer_thermal; null where it holds no sample.';

CREATE AGGREGATE voltmetrics.transformer_thermal(
    sampled_at timestamptz, load_pu float8, ambient_c float8, design voltmetrics.transformer_design) (
    SFUNC = voltmetrics.transformer_thermal_accum, STYPE = float8[], INITCOND = '{}',
    FINALFUNC = voltmetrics.transformer_thermal_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.transformer_thermal(
    timestamptz, float8, float8, voltmetrics.transformer_design) IS
    'What a load profile in rows does to a transformer, as voltmetrics.transformer_load_profile says for arrays. Write ORDER BY sampled_at within the brackets: a sample earlier than the one before raises. The course begins cold, with the top oil at the ambient. Rows with a null do not count, none give null.';

CREATE AGGREGATE voltmetrics.transformer_thermal(
    sampled_at timestamptz, load_pu float8, ambient_c float8, design voltmetrics.transformer_design,
    initial_top_oil_c float8, initial_load_pu float8) (
    SFUNC = voltmetrics.transformer_thermal_accum, STYPE = float8[], INITCOND = '{}',
    FINALFUNC = voltmetrics.transformer_thermal_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.transformer_thermal(
    timestamptz, float8, float8, voltmetrics.transformer_design, float8, float8) IS
    'What a load profile in rows does to a transformer, as voltmetrics.transformer_load_profile says for arrays. Write ORDER BY sampled_at within the brackets: a sample earlier than the one before raises. The course begins with a known top oil (°C), or steady at a known load held until then; those of the first sample count, null is not known. Rows with a null do not count, none give null.';

CREATE FUNCTION voltmetrics.transformer_ageing_rate(hot_spot_c float8, paper text DEFAULT 'thermally_upgraded')
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_ageing_rate';
COMMENT ON FUNCTION voltmetrics.transformer_ageing_rate(float8, text) IS
    'How many times as fast as at its reference temperature paper ages at a hot-spot temperature (-200 to 500 °C, valid from about 80 to 140): normal paper against 98 °C (IEC 60076-7:2018), thermally_upgraded paper against 110 °C (there, and FAA of IEEE C57.91-2011).';

CREATE FUNCTION voltmetrics.transformer_life_per_unit(hot_spot_c float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_life_per_unit';
COMMENT ON FUNCTION voltmetrics.transformer_life_per_unit(float8) IS
    'Life of thermally upgraded insulation at a steady hot-spot temperature (-200 to 500 °C, valid from about 80 to 140) per unit of its life at 110 °C (IEEE C57.91-2011).';

CREATE FUNCTION voltmetrics.transformer_equivalent_ageing_factor(hot_spot_c float8[], duration_min float8[])
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'voltmetrics_transformer_equivalent_ageing_factor';
COMMENT ON FUNCTION voltmetrics.transformer_equivalent_ageing_factor(float8[], float8[]) IS
    'Mean ageing rate of thermally upgraded paper (FEQA of IEEE C57.91-2011) over hot-spot temperatures in °C that lasted so many minutes each; null where no time has passed.';

CREATE FUNCTION voltmetrics.transformer_loss_of_life_pct(
    equivalent_ageing_factor float8, duration_hours float8, normal_life_hours float8 DEFAULT 180000)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_transformer_loss_of_life_pct';
COMMENT ON FUNCTION voltmetrics.transformer_loss_of_life_pct(float8, float8, float8) IS
    'Share of a normal insulation life (IEEE C57.91-2011: 180,000 h; older criteria 65,000 h) that an equivalent ageing factor over some hours uses up, percent.';
