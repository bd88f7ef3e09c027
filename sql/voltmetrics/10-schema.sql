CREATE SCHEMA voltmetrics;
COMMENT ON SCHEMA voltmetrics IS
    'Risk and compliance of electrical equipment as pure functions: factor models, NFPA 70B and 70E, facility figures. No function here reads a table.';
GRANT USAGE ON SCHEMA voltmetrics TO PUBLIC;

CREATE TYPE voltmetrics.risk_factors AS (
    score         float8,
    score_exact   float8,
    category      text,
    age           float8,
    material      float8,
    maintenance   float8,
    environmental float8,
    operational   float8,
    visual        float8
);
COMMENT ON TYPE voltmetrics.risk_factors IS
    'The risk of an item with every factor, all in points from 0 to 100.';
COMMENT ON COLUMN voltmetrics.risk_factors.score IS 'Published score: score_exact rounded half away from zero to one decimal.';
COMMENT ON COLUMN voltmetrics.risk_factors.score_exact IS 'Unrounded score.';
COMMENT ON COLUMN voltmetrics.risk_factors.category IS 'low, medium, high or critical, judged on the published score.';
COMMENT ON COLUMN voltmetrics.risk_factors.age IS 'Unrounded age factor.';
COMMENT ON COLUMN voltmetrics.risk_factors.material IS 'Unrounded factor of the conductor material.';
COMMENT ON COLUMN voltmetrics.risk_factors.maintenance IS 'Unrounded maintenance factor.';
COMMENT ON COLUMN voltmetrics.risk_factors.environmental IS 'Unrounded factor of humidity, temperature and surroundings.';
COMMENT ON COLUMN voltmetrics.risk_factors.operational IS 'Unrounded factor of loading and operation.';
COMMENT ON COLUMN voltmetrics.risk_factors.visual IS 'Unrounded factor of the visible condition; null in model 1.0.0, which has none.';

CREATE TYPE voltmetrics.screening AS (
    problem_kind   text,
    problem_field  text,
    problem_value  text,
    score_tenths   int2,
    category       int2,
    nfpa70b_status int2,
    nfpa70b_score  int2,
    nfpa70e_status int2,
    nfpa70e_score  int2,
    missing_inputs int2,
    oldest_input   date,
    confidence     int2,
    factor_tenths  int2[],
    next_change_on date
);
COMMENT ON TYPE voltmetrics.screening IS
    'What voltmetrics.try_assess found: the first problem of the input, a score unless a required input is bad, and the two standards where their own inputs are good.';
COMMENT ON COLUMN voltmetrics.screening.problem_kind IS
    'missing, out_of_range, wrong_type, unknown_value, in_future or unreadable; null when all is good. With a score it names an attribute that was left out.';
COMMENT ON COLUMN voltmetrics.screening.problem_field IS 'The field that the problem is in; null when there is none.';
COMMENT ON COLUMN voltmetrics.screening.problem_value IS 'The bad value as text; null when it is missing.';
COMMENT ON COLUMN voltmetrics.screening.score_tenths IS 'Published score in tenths of a point, 0 to 1000.';
COMMENT ON COLUMN voltmetrics.screening.category IS '0 low, 1 medium, 2 high, 3 critical.';
COMMENT ON COLUMN voltmetrics.screening.nfpa70b_status IS 'NFPA 70B: 0 compliant, 1 partial, 2 non_compliant.';
COMMENT ON COLUMN voltmetrics.screening.nfpa70b_score IS 'NFPA 70B score in percent.';
COMMENT ON COLUMN voltmetrics.screening.nfpa70e_status IS 'NFPA 70E: 0 compliant, 1 partial, 2 non_compliant.';
COMMENT ON COLUMN voltmetrics.screening.nfpa70e_score IS 'NFPA 70E score in percent.';
COMMENT ON COLUMN voltmetrics.screening.missing_inputs IS 'Inputs that are not on record, a bit each in the order of voltmetrics.inputs().';
COMMENT ON COLUMN voltmetrics.screening.oldest_input IS 'Day of the oldest of the newest maintenance, visual and thermographic inspection and arc-flash study; null where there was none.';
COMMENT ON COLUMN voltmetrics.screening.confidence IS '0 unknown, 1 low, 2 medium, 3 high, as voltmetrics.confidence_name says.';
COMMENT ON COLUMN voltmetrics.screening.factor_tenths IS 'Each factor of the model in tenths of a point, 0 to 1000: age, material, maintenance, environmental, operational, visual; null without a score.';
COMMENT ON COLUMN voltmetrics.screening.next_change_on IS 'First day on which score or compliance differ if nothing happens but time; infinity when none does within a hundred years, null without a day to judge on.';
