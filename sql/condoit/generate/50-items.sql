-- The plan of every equipment item, whatever table it goes to: what it is, how old, how well kept. Here the laws are
-- made: old facilities hold old items, old items more often aluminum and corroded, care decides about maintenance.
-- k numbers items over all facilities; parent_k is the item that feeds it or holds it.
ANALYZE pg_temp.site;
ANALYZE pg_temp.member;
ANALYZE pg_temp.nameplate;

CREATE TEMP TABLE item AS
SELECT place.*, pg_temp.cuid(place.ms, place.ordinal, place.k) AS id,
       to_timestamp(place.ms / 1000.0) AT TIME ZONE 'UTC' AS created_at,
       to_timestamp(place.ms / 1000.0) AT TIME ZONE 'UTC' + floor(place.last_touch * 10) * interval '1 day'
         AS updated_at,
       CASE WHEN pg_temp.u(place.k, 'deleted') < 0.01
            THEN to_timestamp(place.ms / 1000.0) AT TIME ZONE 'UTC' + interval '10 days' END AS deleted_at,
       CASE place.kind WHEN 'Equipment' THEN pg_temp.pick(place.k, 'category', '{UPS,UPS,GENERATOR,MOTOR_CONTROL_CENTER,
         MOTOR_CONTROL_CENTER,DISCONNECT_SWITCH,DISCONNECT_SWITCH,SWITCHGEAR,TRANSFER_SWITCH,VARIABLE_FREQUENCY_DRIVE,
         VARIABLE_FREQUENCY_DRIVE,CAPACITOR_BANK,BATTERY_SYSTEM,SURGE_PROTECTION,OTHER}'::text[]) END AS category,
       made.manufacturers[made.n] AS manufacturer, made.models[made.n] AS model,
       CASE WHEN pg_temp.u(place.k, 'serial known') < 0.9
            THEN upper(left(made.manufacturers[made.n], 2)) || to_char(place.installed_on, 'YY') || '-'
                 || lpad((place.k * 7919 % 1000000)::text, 6, '0') END AS serial_number,
       CASE WHEN pg_temp.u(place.k, 'install date known') < 0.997 THEN place.installed_on
              + CASE WHEN pg_temp.u(place.k, 'typing error') < 0.0002 THEN 36525 ELSE 0 END END AS install_date,
       CASE WHEN place.material_known
            THEN (CASE WHEN place.aluminum THEN 'ALUMINUM' ELSE 'COPPER' END)::"ConductorMaterial" END AS material,
       CASE WHEN place.exemplary AND pg_temp.u(place.k, 'labels') > 0.1 THEN '{SHOCK_HAZARD,VOLTAGE,ARC_FLASH}'
            WHEN pg_temp.u(place.k, 'labels') < 0.15 + 0.15 * place.wear THEN NULL
            WHEN pg_temp.u(place.k, 'labels') < 0.35 THEN '{VOLTAGE}'
            WHEN pg_temp.u(place.k, 'labels') < 0.5 THEN '{SHOCK_HAZARD,VOLTAGE}'
            ELSE '{SHOCK_HAZARD,VOLTAGE,ARC_FLASH}' END::"SafetyLabel"[] AS safety_labels,
       CASE WHEN pg_temp.u(place.k, 'issues') < 0.75 - 0.3 * place.wear THEN 0
            ELSE 1 + floor(5 * pg_temp.u(place.k, 'issue count') * (0.3 + place.wear))::int END AS documented_issues
FROM (
  SELECT aged.*, pg_temp.u(k, 'last touch') AS last_touch,
         pg_temp.u(k, 'aluminum') < share AS aluminum, pg_temp.u(k, 'material known') < 0.997 AS material_known,
         NOT exemplary AND pg_temp.u(k, 'neglect') < 0.03 + 0.15 * (1 - care)
           + CASE WHEN kind IN ('Conductor', 'Raceway') THEN 0.25 ELSE 0 END AS neglected,
         outdoor AND coastal OR pg_temp.u(k, 'corrosive') < 0.04 AS corrosive,
         greatest(0, least(1, 0.012 * age_years + 0.25 * (1 - care) + 0.1 * pg_temp.bell(k, 'wear') - 0.1)) AS wear,
         greatest(0, least(1, 0.011 * age_years + CASE WHEN coastal THEN 0.12 ELSE 0 END
           + CASE WHEN outdoor THEN 0.12 ELSE 0 END + 0.004 * (mean_humidity_pct - 60)
           + 0.16 * pg_temp.bell(k, 'corrosion') - 0.15)) AS corrosion,
         CASE WHEN pg_temp.u(k, 'humidity known') < 0.995
              THEN round(10 * greatest(12, least(98, mean_humidity_pct
                * CASE WHEN outdoor THEN 1.0 ELSE 0.72 END + 7 * pg_temp.bell(k, 'humidity')))) / 10 END AS humidity,
         round(10 * (CASE WHEN outdoor THEN mean_temperature_f + 12 ELSE 76 END
                     + 6 * pg_temp.bell(k, 'temperature'))) / 10 AS temperature,
         round(10 * greatest(1, CASE WHEN pg_temp.u(k, 'overloaded') < 0.06 THEN 90 + 12 * pg_temp.bell(k, 'loading')
                                     ELSE 48 + 17 * pg_temp.bell(k, 'loading') END)) / 10 AS loading,
         'Building ' || chr(65 + (idx % building_count)::int) AS building, 'Floor ' || (1 + idx % 5) AS floor,
         (CASE WHEN outdoor THEN 'Yard ' ELSE 'Electrical Room ' END) || (1 + (idx * 7 + facility_no) % 24) AS room
  FROM (
    SELECT laid.*, :'as_of'::date - (365.25 * age_years)::int AS installed_on,
           CASE WHEN kind IN ('Raceway') THEN 0 WHEN kind = 'Transformer' THEN 0.35
                ELSE 0.06 + 0.5 * exp(-(((age_years - 52) / 9) ^ 2)) + 0.006 * least(age_years, 40) END AS share
    FROM (
      SELECT facility_no * 4096 + ordinal AS k, counted.*, first_ms + ordinal * step_ms AS ms,
             facility_no * 4096 + CASE kind
               WHEN 'Switchboard' THEN 1 + (idx - 1) % transformers
               WHEN 'Panel' THEN transformers + 1 + (idx - 1) % switchboards
               WHEN 'Breaker' THEN CASE WHEN idx % 12 = 0 THEN transformers + 1 + (idx / 12) % switchboards
                                        ELSE transformers + switchboards + 1 + (idx - 1) % panels END
             END AS parent_k,
             -- Two thirds came with the building; the others were added or replaced since.
             greatest(0.1, CASE WHEN pg_temp.u(facility_no * 4096 + ordinal, 'original') < 0.62
                                THEN facility_age - 0.8 * pg_temp.u(facility_no * 4096 + ordinal, 'installed')
                                ELSE facility_age * pg_temp.u(facility_no * 4096 + ordinal, 'installed') ^ 1.3 END)
               AS age_years,
             floor(items * 0.47)::int - floor(items * 0.40)::int AS raceways,
             pg_temp.u(facility_no * 4096 + ordinal, 'outdoor')
               < CASE kind WHEN 'Transformer' THEN 0.45 WHEN 'Raceway' THEN 0.25 WHEN 'Equipment' THEN 0.2
                           WHEN 'Conductor' THEN 0 WHEN 'Breaker' THEN 0 ELSE 0.08 END AS outdoor
      FROM (
        SELECT s.facility_no, s.organization_id, s.tenant_no, s.id AS facility_id, s.first_ms, s.step_ms,
               s.care, s.exemplary,
               s.age_years AS facility_age, s.mean_temperature_f, s.mean_humidity_pct, s.coastal, s.service_voltage,
               s.items, n.transformers, n.switchboards, n.panels, 1 + s.items / 150 AS building_count, o.ordinal,
               CASE WHEN o.ordinal <= n.transformers THEN 'Transformer'
                    WHEN o.ordinal <= n.transformers + n.switchboards THEN 'Switchboard'
                    WHEN o.ordinal <= n.transformers + n.switchboards + n.panels THEN 'Panel'
                    WHEN o.ordinal <= s.items * 0.40 THEN 'Equipment'
                    WHEN o.ordinal <= s.items * 0.47 THEN 'Raceway'
                    WHEN o.ordinal <= s.items * 0.59 THEN 'Conductor'
                    ELSE 'Breaker' END AS kind,
               o.ordinal - CASE WHEN o.ordinal <= n.transformers THEN 0
                                WHEN o.ordinal <= n.transformers + n.switchboards THEN n.transformers
                                WHEN o.ordinal <= n.transformers + n.switchboards + n.panels
                                THEN n.transformers + n.switchboards
                                WHEN o.ordinal <= s.items * 0.40 THEN n.transformers + n.switchboards + n.panels
                                WHEN o.ordinal <= s.items * 0.47 THEN floor(s.items * 0.40)::int
                                WHEN o.ordinal <= s.items * 0.59 THEN floor(s.items * 0.47)::int
                                ELSE floor(s.items * 0.59)::int END AS idx
        FROM site s
        CROSS JOIN LATERAL (SELECT greatest(1, round(0.04 * s.items))::int AS transformers,
                                   greatest(1, round(0.05 * s.items))::int AS switchboards,
                                   greatest(1, round(0.20 * s.items))::int AS panels OFFSET 0) n
        CROSS JOIN generate_series(1, s.items) AS o (ordinal)
        OFFSET 0
      ) counted
      OFFSET 0
    ) laid
    OFFSET 0
  ) aged
  OFFSET 0
) place
JOIN LATERAL (
  SELECT manufacturers, models, 1 + floor(pg_temp.u(place.k, 'maker') * cardinality(manufacturers))::int AS n
  FROM nameplate
  WHERE nameplate.kind = place.kind
    AND decade = greatest(1940, extract(year FROM place.installed_on)::int / 10 * 10)
) made ON true;

ANALYZE pg_temp.item (k, parent_k, kind, facility_no, tenant_no, idx, neglected);
