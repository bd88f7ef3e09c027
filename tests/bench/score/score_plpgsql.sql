-- Factor model 1.1.0 once more in PL/pgSQL, every flag of it, with the arguments of voltmetrics.risk_score.
CREATE FUNCTION score_noop(
    type text, install_date date, aluminum_conductor boolean, humidity_pct float8, temperature_f float8, loading_pct float8,
    last_maintenance_date date, observations int4, documented_issues int4, harmonics_pct float8, power_factor float8,
    as_of date, model text DEFAULT voltmetrics.default_model()) RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS :'noop', 'bench_noop';

CREATE FUNCTION score_plpgsql(
    type text, install_date date, aluminum_conductor boolean, humidity_pct float8, temperature_f float8, loading_pct float8,
    last_maintenance_date date, observations int4, documented_issues int4, harmonics_pct float8, power_factor float8,
    as_of date, model text DEFAULT voltmetrics.default_model()) RETURNS float8
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    life_years float8 := CASE type WHEN 'PANEL' THEN 35 WHEN 'TRANSFORMER' THEN 25 WHEN 'SWITCHGEAR' THEN 30
                                   WHEN 'BREAKER' THEN 20 WHEN 'OTHER' THEN 20 END;
    age_years float8 := (as_of - install_date) / 365.25::float8;
    life_pct float8;
    years float8;
    age float8;
    material float8 := 30;
    maintenance float8;
    observed int;
    environmental float8 := 20;
    operational float8;
    visual float8 := 15;
BEGIN
    IF model <> '1.1.0' THEN
        RAISE EXCEPTION 'unknown model %', model;
    END IF;
    IF life_years IS NULL THEN
        RAISE EXCEPTION 'unknown type %', type;
    END IF;
    IF age_years < 0 OR last_maintenance_date > as_of OR humidity_pct NOT BETWEEN 0 AND 100
       OR temperature_f NOT BETWEEN -459.67 AND 1000 OR loading_pct NOT BETWEEN 0 AND 1000 OR documented_issues < 0
       OR harmonics_pct NOT BETWEEN 0 AND 1000 OR power_factor NOT BETWEEN 0 AND 1 THEN
        RAISE EXCEPTION 'out of range';
    END IF;

    life_pct := age_years / life_years * 100;
    IF life_pct <= 50 THEN age := life_pct;
    ELSIF life_pct <= 75 THEN age := 50 + 1.2::float8 * (life_pct - 50);
    ELSE age := least(80 + 1.6::float8 * (life_pct - 75), 100);
    END IF;

    IF aluminum_conductor THEN
        material := material + CASE WHEN install_date < '1975-01-01' THEN 60 ELSE 45 END;
    END IF;
    IF observations & 16384 <> 0 THEN material := material + 15; END IF;
    IF observations & 4096 <> 0 THEN material := material + 25; END IF;
    IF observations & 8192 <> 0 THEN material := material + 20; END IF;
    material := least(material, 100);

    IF last_maintenance_date IS NULL THEN
        maintenance := 85;
    ELSE
        years := (as_of - last_maintenance_date) / 365.25::float8;
        observed := 5 * documented_issues;
        IF observations & 64 <> 0 THEN observed := observed + 30; END IF;
        IF observations & 32 <> 0 THEN observed := observed + 25; END IF;
        maintenance := CASE WHEN age_years < 3 AND years > 0 AND years < 0.5 THEN 5 ELSE 25 END
            + CASE WHEN years <= 1 THEN 15 * years WHEN years <= 3 THEN 15 + 25 * (years - 1) ELSE 65 + 15 * (years - 3) END
            + observed;
        maintenance := least(maintenance, 100);
    END IF;

    environmental := environmental
        + CASE WHEN humidity_pct > 80 THEN 40 WHEN humidity_pct > 65 THEN 25 WHEN humidity_pct > 50 THEN 15 ELSE 0 END
        + CASE WHEN temperature_f > 90 THEN 35 WHEN temperature_f > 85 THEN 25 WHEN temperature_f > 75 THEN 15 ELSE 0 END;
    IF observations & 128 <> 0 THEN environmental := environmental + 25; END IF;
    IF observations & 256 <> 0 THEN environmental := environmental + 15; END IF;
    IF observations & 512 <> 0 THEN environmental := environmental + 15; END IF;
    environmental := least(environmental, 100);

    operational := CASE WHEN loading_pct < 40 THEN 15 ELSE 30 END
        + CASE WHEN loading_pct > 90 THEN 65 WHEN loading_pct > 80 THEN 45 WHEN loading_pct > 70 THEN 25
               WHEN loading_pct > 60 THEN 15 ELSE 0 END
        + CASE WHEN harmonics_pct > 15 THEN 25 WHEN harmonics_pct > 8 THEN 15 ELSE 0 END
        + CASE WHEN power_factor < 0.8 THEN 20 WHEN power_factor < 0.9 THEN 10 ELSE 0 END;
    IF observations & 1024 <> 0 THEN operational := operational + 15; END IF;
    IF observations & 2048 <> 0 THEN operational := operational + 15; END IF;
    operational := least(operational, 100);

    IF observations & 1 <> 0 THEN visual := visual + 30; END IF;
    IF observations & 2 <> 0 THEN visual := visual + 25; END IF;
    IF observations & 4 <> 0 THEN visual := visual + 35; END IF;
    IF observations & 8 <> 0 THEN visual := visual + 20; END IF;
    IF observations & 16 <> 0 THEN visual := visual + 15; END IF;
    visual := least(visual, 100);

    RETURN least(100, 1.05::float8 * (0.35::float8 * age + 0.20::float8 * material + 0.20::float8 * maintenance
        + 0.10::float8 * environmental + 0.10::float8 * operational + 0.05::float8 * visual));
END $$;
