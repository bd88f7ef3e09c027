-- Transformers: temperatures by IEC 60076-7:2018, ageing by it and IEEE C57.91-2011.

-- 1. Published thermal characteristics, each with its source.
SELECT profile, cooling, loss_ratio, top_oil_rise_k, hot_spot_factor, oil_time_constant_min, source
FROM voltmetrics.transformer_profiles();

-- 2. A transformer of one's own: a profile with the figures of the test report in place of the published ones.
SELECT * FROM voltmetrics.transformer_design('power_onan', loss_ratio => 5.2, top_oil_rise_k => 54.5, hot_spot_factor => 1.25);

-- 3. Top oil and hot spot hour by hour, from a load profile in arrays: 60 % of rated load, then an evening at 120 %.
SELECT minute, top_oil_c, hot_spot_c, ageing_rate_upgraded
FROM voltmetrics.transformer_temperatures(
    '{0,60,120,180,240,300}', '{0.6,0.6,1.2,1.2,1.2,0.6}', '{24,23,22,21,20,19}',
    voltmetrics.transformer_design('medium_large_onaf'), initial_load_pu => 0.6);

-- 4. What that profile costs in life.
SELECT max_hot_spot_c, aged_normal_paper_days, aged_upgraded_paper_days, equivalent_ageing_factor, loss_of_life_pct
FROM voltmetrics.transformer_load_profile(
    '{0,60,120,180,240,300}', '{0.6,0.6,1.2,1.2,1.2,0.6}', '{24,23,22,21,20,19}',
    voltmetrics.transformer_design('medium_large_onaf'), initial_load_pu => 0.6);

-- 5. The same over rows, as they come from a meter: an aggregate that wants its rows in the order of time.
SELECT (voltmetrics.transformer_thermal(sampled_at, load_pu, ambient_c, design ORDER BY sampled_at)).*
FROM (SELECT sampled_at, 0.7 + 0.4 * sin(extract(epoch FROM sampled_at)::float8 / 86400 * 2 * pi()) AS load_pu,
             22 + 6 * cos(extract(epoch FROM sampled_at)::float8 / 86400 * 2 * pi()) AS ambient_c
      FROM generate_series('2026-07-01 00:00+00'::timestamptz, '2026-07-08 00:00+00', '15 minutes') AS sampled_at) AS meter,
     voltmetrics.transformer_design('power_onan', 5) AS design;

-- 6. How fast paper ages at a hot-spot temperature, against 98 °C (normal) and 110 °C (thermally upgraded).
SELECT hot_spot_c, voltmetrics.transformer_ageing_rate(hot_spot_c, 'normal') AS normal_paper,
       voltmetrics.transformer_ageing_rate(hot_spot_c) AS upgraded_paper, voltmetrics.transformer_life_per_unit(hot_spot_c) AS life
FROM generate_series(80, 140, 10) AS hot_spot_c;

-- 7. Equivalent ageing and loss of life over measured hot spots: eight hours each at 85, 105 and 120 °C.
SELECT factor, voltmetrics.transformer_loss_of_life_pct(factor, 24) AS loss_of_life_pct
FROM voltmetrics.transformer_equivalent_ageing_factor('{85,105,120}', '{480,480,480}') AS factor;
