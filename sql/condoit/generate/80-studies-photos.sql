-- Arc-flash studies of the gear that needs one, some older than five years, some incomplete; and photos.

INSERT INTO "ArcFlashStudy" (id, "organizationId", "panelId", "switchboardId", "transformerId", "equipmentId",
  "assessedAt", engineer, "ppeCategory", "incidentEnergyCalCm2", "workingDistanceMm", "arcFlashBoundaryMm", "voltageKv",
  "boltedFaultCurrentKa", "clearingTimeMs", "gapMm", "electrodeConfiguration", "reportUrl", "createdAt", "updatedAt")
SELECT pg_temp.history_id(id, 1024, k), organization_id, CASE kind WHEN 'Panel' THEN id END,
       CASE kind WHEN 'Switchboard' THEN id END, CASE kind WHEN 'Transformer' THEN id END,
       CASE kind WHEN 'Equipment' THEN id END,
       :'as_of'::date - least(30 + 3300 * pg_temp.u(k, 'study age') * (1.2 - care), 365 * age_years)::int,
       pg_temp.pick(k, 'engineer', '{J. Whitfield PE,S. Rao PE,M. Lindqvist PE,A. Okafor PE}'::text[]),
       CASE WHEN pg_temp.u(k, 'category known') < 0.95
            THEN CASE WHEN energy <= 4 THEN 1 WHEN energy <= 8 THEN 2 WHEN energy <= 25 THEN 3 ELSE 4 END END,
       CASE WHEN pg_temp.u(k, 'energy known') < 0.97 THEN energy END,
       CASE WHEN pg_temp.u(k, 'distance known') < 0.95 THEN distance_mm END,
       CASE WHEN pg_temp.u(k, 'boundary known') < 0.93 THEN round(distance_mm * (energy / 1.2) ^ 0.61) END,
       service_voltage / 1000.0, fault_ka, clearing_ms, CASE WHEN kind = 'Panel' THEN 25 ELSE 32 END,
       (CASE WHEN pg_temp.u(k, 'electrodes') < 0.7 THEN 'VCB' ELSE 'VCBB' END)::"ElectrodeConfiguration",
       'https://files.condoit.example/studies/' || id || '.pdf', created_at, created_at
FROM item
CROSS JOIN LATERAL (
  SELECT round(10 * (5 + 45 * pg_temp.u(k, 'fault current'))) / 10 AS fault_ka,
         (20 + floor(280 * pg_temp.u(k, 'clearing time') ^ 2))::float8 AS clearing_ms,
         (CASE kind WHEN 'Panel' THEN 455 ELSE 610 END)::float8 AS distance_mm OFFSET 0
) arc
-- Roughly proportional to fault current and clearing time, as incident energy is at a given distance.
CROSS JOIN LATERAL (SELECT greatest(0.2, round(10 * fault_ka * clearing_ms / 455)) / 10 AS energy OFFSET 0) burn
WHERE pg_temp.u(k, 'studied') < 0.35 + 0.6 * care
  AND (kind IN ('Panel', 'Switchboard', 'Transformer')
       OR category IN ('SWITCHGEAR', 'MOTOR_CONTROL_CENTER', 'TRANSFER_SWITCH'));

INSERT INTO "Photo" (id, "organizationId", "facilityId", "panelId", "switchboardId", "transformerId", "breakerId",
  "conductorId", "racewayId", "equipmentId", url, "thumbnailUrl", caption, "takenAt", width, height, "createdAt",
  "updatedAt", "deletedAt")
SELECT photo_id, organization_id, facility_id, CASE kind WHEN 'Panel' THEN id END,
       CASE kind WHEN 'Switchboard' THEN id END, CASE kind WHEN 'Transformer' THEN id END,
       CASE kind WHEN 'Breaker' THEN id END, CASE kind WHEN 'Conductor' THEN id END,
       CASE kind WHEN 'Raceway' THEN id END, CASE kind WHEN 'Equipment' THEN id END,
       'https://files.condoit.example/photos/' || photo_id || '.jpg',
       'https://files.condoit.example/photos/' || photo_id || '-320.jpg',
       pg_temp.pick(k, 'caption', '{Nameplate,Front,Interior,Labels,Terminations,NULL}'::text[]), created_at,
       4032, 3024, created_at, created_at, CASE WHEN k % 199 = 0 THEN created_at + interval '2 days' END
FROM item
CROSS JOIN generate_series(1, 2) AS shot
CROSS JOIN LATERAL (SELECT pg_temp.history_id(id, 2048 + shot, k) AS photo_id) name
WHERE pg_temp.u(k * 4 + shot, 'photographed')
  < CASE kind WHEN 'Breaker' THEN 0.04 WHEN 'Conductor' THEN 0.02 ELSE 0.25 END;

INSERT INTO "Photo" (id, "organizationId", "facilityId", url, caption, "takenAt", "createdAt", "updatedAt")
SELECT photo_id, organization_id, id, 'https://files.condoit.example/photos/' || photo_id || '.jpg', 'Site entrance',
       created, created, created
FROM site
CROSS JOIN LATERAL (SELECT pg_temp.history_id(id, 2048, facility_no) AS photo_id,
                           to_timestamp(first_ms / 1000.0) AT TIME ZONE 'UTC' AS created) shot;
