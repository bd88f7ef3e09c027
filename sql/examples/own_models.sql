-- Own factor models: the released formulas with other weights and thresholds, given as data.

-- What the released models weigh, and how they cut.
SELECT version, weights, multiplier, thresholds, facility_thresholds, type_weights FROM voltmetrics.models();

-- An own model says only what it changes; the rest stays as in the released model that it rests on. Its version is the
-- model written out, so that a result that names its version says for ever what made it.
SELECT voltmetrics.model_version(voltmetrics.factor_model('acme-2', age_weight => 0.40, operational_weight => 0.05, high_from => 65));

-- The same item by the default model and by the own one.
SELECT voltmetrics.model_name(model) AS model, f.score, f.category, f.age, f.maintenance
FROM unnest(ARRAY[voltmetrics.default_model(),
                  voltmetrics.model_version(voltmetrics.factor_model('acme-2', age_weight => 0.40, operational_weight => 0.05, high_from => 65))]) AS model,
     LATERAL voltmetrics.risk_factors('SWITCHGEAR', '1988-05-01', true, 62, 81, 74, '2022-03-10', voltmetrics.observations(visible_corrosion => true),
                                      2, 9, 0.88, '2026-01-01', model) AS f;

-- A model as a composite works as well; for many items write its version out once.
SELECT voltmetrics.risk_score('PANEL', '1999-01-01', false, 40, 70, 55, '2025-01-01', 0, 0, NULL, NULL, '2026-01-01',
                              voltmetrics.factor_model('by-hand', multiplier => 1));

-- Operators (masterbus_admin) add it to an organisation, look at what it would change, activate it and can go back:
--   SELECT masterbus.add_model('org_1', voltmetrics.factor_model('acme-2', age_weight => 0.40, operational_weight => 0.05, high_from => 65));
--   SELECT level, sentence FROM masterbus.model_moves('org_1', 'acme-2');        -- 14 facilities move to High from Medium
--   SELECT * FROM masterbus.compare_model('org_1', 'acme-2') LIMIT 20;
--   SELECT masterbus.activate_model('org_1', 'acme-2');
--   SELECT masterbus.roll_back_model('org_1');
