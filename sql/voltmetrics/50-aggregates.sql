-- States are exact integers in a plain int8[], so that any order and any parallel plan gives the same bits.

CREATE FUNCTION voltmetrics.state_combine(state int8[], other int8[]) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_state_combine';
COMMENT ON FUNCTION voltmetrics.state_combine(int8[], int8[]) IS
    'The sum of two states of the aggregates of this schema, element by element.';

CREATE FUNCTION voltmetrics.facility_score_accum(state int8[], type text, score float8) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_facility_score_accum';
COMMENT ON FUNCTION voltmetrics.facility_score_accum(int8[], text, float8) IS
    'State {weighted tenths of points, tenths of weight} of voltmetrics.facility_score with one more item, by the default model.';

CREATE FUNCTION voltmetrics.facility_score_accum(state int8[], type text, score float8, model text) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_facility_score_accum';
COMMENT ON FUNCTION voltmetrics.facility_score_accum(int8[], text, float8, text) IS
    'State {weighted tenths of points, tenths of weight} of voltmetrics.facility_score with one more item.';

CREATE FUNCTION voltmetrics.facility_score_final(state int8[]) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_facility_score_final';
COMMENT ON FUNCTION voltmetrics.facility_score_final(int8[]) IS
    'The mean score in points, one decimal, from a state of voltmetrics.facility_score; null where it holds no item.';

CREATE AGGREGATE voltmetrics.facility_score(type text, score float8) (
    SFUNC = voltmetrics.facility_score_accum, STYPE = int8[], INITCOND = '{0,0}',
    FINALFUNC = voltmetrics.facility_score_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.facility_score(text, float8) IS
    'Mean of published item scores in points weighted by equipment type, by the default model, rounded half away from zero to one decimal; items without a score do not count, none give null.';

CREATE AGGREGATE voltmetrics.facility_score(type text, score float8, model text) (
    SFUNC = voltmetrics.facility_score_accum, STYPE = int8[], INITCOND = '{0,0}',
    FINALFUNC = voltmetrics.facility_score_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.facility_score(text, float8, text) IS
    'Mean of published item scores in points weighted by equipment type as the model weighs it, rounded half away from zero to one decimal; items without a score do not count, none give null.';

CREATE FUNCTION voltmetrics.compliance_accum(state int8[], score int4) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_compliance_accum';
COMMENT ON FUNCTION voltmetrics.compliance_accum(int8[], int4) IS
    'State {sum of scores in percent, number of items} of the compliance aggregates with one more item.';

CREATE FUNCTION voltmetrics.compliance_score_final(state int8[]) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_compliance_score_final';
COMMENT ON FUNCTION voltmetrics.compliance_score_final(int8[]) IS
    'The mean score in percent from a state of the compliance aggregates, rounded half to even; null where it holds no item.';

CREATE FUNCTION voltmetrics.compliance_status_final(state int8[]) RETURNS int2
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_compliance_status_final';
COMMENT ON FUNCTION voltmetrics.compliance_status_final(int8[]) IS
    'The status from a state of the compliance aggregates: 0 compliant, 1 partial, 2 non_compliant; null where it holds no item.';

CREATE AGGREGATE voltmetrics.compliance_score(score int4) (
    SFUNC = voltmetrics.compliance_accum, STYPE = int8[], INITCOND = '{0,0}',
    FINALFUNC = voltmetrics.compliance_score_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.compliance_score(int4) IS
    'Mean of the items'' compliance scores in percent, rounded half to even; nulls do not count, none give null.';

CREATE AGGREGATE voltmetrics.compliance_status(score int4) (
    SFUNC = voltmetrics.compliance_accum, STYPE = int8[], INITCOND = '{0,0}',
    FINALFUNC = voltmetrics.compliance_status_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.compliance_status(int4) IS
    'Status of a facility from its items'' compliance scores in percent, judged on their unrounded mean: 0 compliant (from 90), 1 partial (from 60), 2 non_compliant; nulls do not count, none give null.';

CREATE FUNCTION voltmetrics.distribution_accum(state int8[], category int2) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_distribution_accum';
COMMENT ON FUNCTION voltmetrics.distribution_accum(int8[], int2) IS
    'Counts by category with one more item in it.';

CREATE FUNCTION voltmetrics.distribution_final(state int8[]) RETURNS int4[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_distribution_final';
COMMENT ON FUNCTION voltmetrics.distribution_final(int8[]) IS
    'Counts by category as int4[].';

CREATE AGGREGATE voltmetrics.risk_distribution(category int2) (
    SFUNC = voltmetrics.distribution_accum, STYPE = int8[], INITCOND = '{0,0,0,0}',
    FINALFUNC = voltmetrics.distribution_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.risk_distribution(int2) IS
    'Number of items by risk category, {low, medium, high, critical}; nulls do not count.';

CREATE AGGREGATE voltmetrics.compliance_distribution(status int2) (
    SFUNC = voltmetrics.distribution_accum, STYPE = int8[], INITCOND = '{0,0,0}',
    FINALFUNC = voltmetrics.distribution_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.compliance_distribution(int2) IS
    'Number of items by compliance status, {compliant, partial, non_compliant}; nulls do not count.';

CREATE FUNCTION voltmetrics.factor_accum(state int8[], factor_tenths int2[], model text) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_factor_accum';
COMMENT ON FUNCTION voltmetrics.factor_accum(int8[], int2[], text) IS 'State of voltmetrics.factor_totals with one more item.';

CREATE AGGREGATE voltmetrics.factor_totals(factor_tenths int2[], model text) (
    SFUNC = voltmetrics.factor_accum, STYPE = int8[], INITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
    COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.factor_totals(int2[], text) IS
    'Of items'' factors as voltmetrics.try_factor_tenths gives them, three numbers for each factor in the order of voltmetrics.risk_factors: how many items have it, the sum of its tenths of points, and how many items it affects: those that would be High or Critical by it alone. Nulls do not count.';
