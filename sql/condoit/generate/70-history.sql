-- What was done and what was seen. Neglected items have no record at all; elsewhere good care means recent records, and
-- an exemplary facility leaves almost nothing out.
-- A slot is one kind of work that an item of this kind gets, with its usual interval and the share of items that had it
-- done.

INSERT INTO "MaintenanceRecord" (id, "organizationId", "panelId", "switchboardId", "transformerId", "breakerId",
  "conductorId", "racewayId", "equipmentId", "technicianId", type, status, "scheduledFor", "performedAt",
  "technicianName", "workOrder", cost, notes, "createdAt", "updatedAt", "deletedAt")
SELECT pg_temp.history_id(i.id, 256 + slot.n, i.k), i.organization_id,
       CASE i.kind WHEN 'Panel' THEN i.id END, CASE i.kind WHEN 'Switchboard' THEN i.id END,
       CASE i.kind WHEN 'Transformer' THEN i.id END, CASE i.kind WHEN 'Breaker' THEN i.id END,
       CASE i.kind WHEN 'Conductor' THEN i.id END, CASE i.kind WHEN 'Raceway' THEN i.id END,
       CASE i.kind WHEN 'Equipment' THEN i.id END, m.id, slot.type,
       CASE WHEN planned THEN 'SCHEDULED'::"WorkStatus" ELSE 'COMPLETED'::"WorkStatus" END,
       CASE WHEN planned THEN :'as_of'::date + days_ago % 180 + 1 END,
       CASE WHEN NOT planned THEN :'as_of'::date - days_ago + time '09:30' END,
       CASE WHEN m.id IS NULL THEN 'Contractor' ELSE m.name END, 'WO-' || (i.k * 32 + slot.n) % 1000000,
       CASE WHEN NOT planned THEN (80 + (i.k * 37 + slot.n * 211) % 2400)::numeric(10, 2) END, slot.notes,
       i.created_at, i.created_at, CASE WHEN (i.k * 31 + slot.n) % 251 = 0 THEN i.created_at + interval '5 days' END
FROM item i
JOIN (VALUES
  ('Panel', 1, 'CONNECTION_TIGHTNESS'::"MaintenanceType", 12, 0.8, 0.0, 'torqued per schedule'),
  ('Panel', 2, 'CLEANING', 24, 0.3, 0.0, 'vacuumed, dead front replaced'),
  ('Panel', 3, 'REPAIR', 60, 0.05, 0.35, 'replaced breaker, retorqued lugs'),
  ('Panel', 4, 'EMERGENCY_SERVICE', 60, 0.0, 0.12, 'tripped main, restored'),
  ('Switchboard', 1, 'CONNECTION_TIGHTNESS', 12, 0.85, 0.0, 'bus joints checked'),
  ('Switchboard', 2, 'MECHANISM_TEST', 24, 0.75, 0.0, 'exercised all mains'),
  ('Switchboard', 3, 'LUBRICATION', 24, 0.4, 0.0, NULL),
  ('Switchboard', 4, 'REPAIR', 60, 0.05, 0.3, 'replaced control fuse block'),
  ('Switchboard', 5, 'EMERGENCY_SERVICE', 60, 0.0, 0.1, 'ground fault cleared'),
  ('Transformer', 1, 'OIL_ANALYSIS', 12, 0.8, 0.0, 'dissolved gas within limits'),
  ('Transformer', 2, 'INSULATION_TEST', 24, 0.8, 0.0, 'megger 1 min, temperature corrected'),
  ('Transformer', 3, 'CLEANING', 24, 0.3, 0.0, NULL),
  ('Transformer', 4, 'REPAIR', 60, 0.05, 0.3, 'replaced bushing gasket'),
  ('Transformer', 5, 'EMERGENCY_SERVICE', 60, 0.0, 0.1, 'overtemperature alarm'),
  ('Breaker', 1, 'MECHANISM_TEST', 24, 0.7, 0.0, NULL), ('Breaker', 2, 'TRIP_TEST', 36, 0.65, 0.0, 'primary injection'),
  ('Breaker', 3, 'REPAIR', 60, 0.02, 0.15, 'replaced trip unit'),
  ('Breaker', 4, 'EMERGENCY_SERVICE', 60, 0.0, 0.06, 'nuisance trips'),
  ('Conductor', 1, 'INSULATION_TEST', 48, 0.5, 0.0, 'megger'), ('Conductor', 2, 'REPAIR', 60, 0.0, 0.1, 'respliced'),
  ('Raceway', 1, 'CLEANING', 60, 0.3, 0.0, NULL), ('Raceway', 2, 'REPAIR', 60, 0.0, 0.12, 'replaced coupling'),
  ('Equipment', 1, 'CLEANING', 12, 0.6, 0.0, 'filters replaced'),
  ('Equipment', 2, 'VISUAL_INSPECTION', 12, 0.5, 0.0, NULL),
  ('Equipment', 3, 'THERMOGRAPHIC', 12, 0.35, 0.0, NULL),
  ('Equipment', 4, 'REPAIR', 48, 0.08, 0.35, 'control board replaced'),
  ('Equipment', 5, 'EMERGENCY_SERVICE', 60, 0.02, 0.12, 'failed to transfer')
) AS slot (kind, n, type, interval_months, usual, when_worn, notes) ON slot.kind = i.kind
CROSS JOIN LATERAL (SELECT i.k * 32 + slot.n AS draw) d
CROSS JOIN LATERAL (
  SELECT pg_temp.u(draw, 'planned') < CASE WHEN i.exemplary THEN 0.01 ELSE 0.06 END AS planned,
         least(greatest(1, 30.44 * slot.interval_months * pg_temp.u(draw, 'when') * (0.5 + 2.2 * (1 - i.care))),
               365 * i.age_years)::int AS days_ago
) work
LEFT JOIN member m ON m.tenant_no = i.tenant_no AND m.member_no = 3 + (i.facility_no + slot.n) % 6 AND m.member_no < 8
WHERE NOT i.neglected AND pg_temp.u(draw, 'done') < slot.usual * (0.55 + 0.6 * i.care) + slot.when_worn * i.wear
  + CASE WHEN i.exemplary AND slot.usual > 0.4 THEN 0.5 ELSE 0 END;

-- Observations follow the item's corrosion and wear; an infrared scan says how hot the hottest joint was.
INSERT INTO "Inspection" (id, "organizationId", "facilityId", "panelId", "switchboardId", "transformerId", "breakerId",
  "conductorId", "racewayId", "equipmentId", "inspectorId", type, status, "scheduledFor", "inspectedAt",
  "inspectorName", passed, "corrosionLevel", "rustLevel", "damageLevel", "hottestReadingC", "ambientTemperatureF",
  "relativeHumidity", "thermalAnomaly", "looseConnections", "heatDiscoloration", "unusualNoise", notes, "createdAt",
  "updatedAt", "deletedAt")
SELECT pg_temp.history_id(i.id, 512 + slot.n, i.k), i.organization_id, i.facility_id,
       CASE i.kind WHEN 'Panel' THEN i.id END, CASE i.kind WHEN 'Switchboard' THEN i.id END,
       CASE i.kind WHEN 'Transformer' THEN i.id END, CASE i.kind WHEN 'Breaker' THEN i.id END,
       CASE i.kind WHEN 'Conductor' THEN i.id END, CASE i.kind WHEN 'Raceway' THEN i.id END,
       CASE i.kind WHEN 'Equipment' THEN i.id END, m.id, slot.type,
       CASE WHEN planned THEN 'SCHEDULED'::"WorkStatus" ELSE 'COMPLETED'::"WorkStatus" END,
       CASE WHEN planned THEN :'as_of'::date + days_ago % 120 + 1 END,
       CASE WHEN NOT planned THEN :'as_of'::date - days_ago + time '14:00' END,
       CASE WHEN m.id IS NULL THEN 'Contractor' ELSE m.name END,
       CASE WHEN NOT planned THEN NOT (hot OR loose) OR pg_temp.u(draw, 'passed anyway') < 0.5 END,
       CASE WHEN visual THEN (CASE WHEN seen_corrosion < 0.2 THEN 'NONE' WHEN seen_corrosion < 0.45 THEN 'MINIMAL'
                                   WHEN seen_corrosion < 0.7 THEN 'MODERATE' ELSE 'SEVERE' END)::"ObservedLevel" END,
       CASE WHEN visual THEN (CASE WHEN seen_rust < 0.25 THEN 'NONE' WHEN seen_rust < 0.5 THEN 'MINIMAL'
                                   WHEN seen_rust < 0.75 THEN 'MODERATE' ELSE 'SEVERE' END)::"ObservedLevel" END,
       CASE WHEN visual AND pg_temp.u(draw, 'damage looked') < 0.8
            THEN (CASE WHEN seen_damage < 0.6 THEN 'NONE' WHEN seen_damage < 0.8 THEN 'MINIMAL'
                       WHEN seen_damage < 0.93 THEN 'MODERATE' ELSE 'SEVERE' END)::"ObservedLevel" END,
       CASE WHEN infrared THEN round(10 * (24 + 0.28 * i.loading + 6 * pg_temp.u(draw, 'joint')
                                           + CASE WHEN hot THEN 35 + 40 * pg_temp.u(draw, 'hot joint')
                                                  ELSE 0 END)) / 10 END,
       CASE WHEN NOT planned THEN i.temperature + (i.k + slot.n) % 7 - 3 END,
       CASE WHEN NOT planned THEN least(100, greatest(5, i.humidity + (i.k * 3 + slot.n) % 11 - 5)) END,
       CASE WHEN infrared THEN hot END, CASE WHEN infrared OR visual THEN loose END,
       CASE WHEN visual THEN hot AND pg_temp.u(draw, 'discoloration') < 0.5 END,
       CASE WHEN visual AND i.kind IN ('Transformer', 'Switchboard', 'Equipment')
            THEN pg_temp.u(draw, 'noise') < 0.12 * i.wear END,
       CASE WHEN hot AND infrared THEN 'phase B termination hotter than A and C' END,
       i.created_at, i.created_at, CASE WHEN (i.k * 29 + slot.n) % 307 = 0 THEN i.created_at + interval '5 days' END
FROM item i
CROSS JOIN (VALUES (1, 'VISUAL'::"InspectionType", 0, 0.8), (2, 'INFRARED', 0, 0.72), (3, 'VISUAL', 365, 0.2),
                   (4, 'INFRARED', 365, 0.15), (5, 'SAFETY_AUDIT', 90, 0.03)) AS slot (n, type, further_days, usual)
CROSS JOIN LATERAL (SELECT i.k * 32 + 16 + slot.n AS draw) d
CROSS JOIN LATERAL (
  SELECT pg_temp.u(draw, 'planned') < CASE WHEN i.exemplary THEN 0.01 ELSE 0.04 END AS planned,
         least(greatest(1, slot.further_days + 365 * pg_temp.u(draw, 'when') * (0.3 + 2.4 * (1 - i.care))),
               365 * i.age_years)::int AS days_ago,
         pg_temp.u(draw, 'hot') < 0.02 + 0.2 * i.wear + CASE WHEN i.loading > 90 THEN 0.12 ELSE 0 END AS hot,
         pg_temp.u(draw, 'loose') < 0.02 + 0.14 * i.wear AS loose,
         i.corrosion + 0.08 * pg_temp.bell(draw, 'corrosion seen') AS seen_corrosion,
         i.corrosion + 0.12 * pg_temp.bell(draw, 'rust seen') AS seen_rust,
         i.wear + 0.15 * pg_temp.bell(draw, 'damage seen') AS seen_damage
  OFFSET 0
) seen
CROSS JOIN LATERAL (SELECT slot.type = 'VISUAL' AND NOT planned AS visual,
                           slot.type = 'INFRARED' AND NOT planned AS infrared) look
LEFT JOIN member m ON m.tenant_no = i.tenant_no AND m.member_no = 3 + (i.facility_no + slot.n) % 6 AND m.member_no < 8
WHERE NOT i.neglected AND pg_temp.u(draw, 'done') < slot.usual * (0.5 + 0.65 * i.care)
  + CASE WHEN i.exemplary AND slot.usual > 0.4 THEN 0.5 ELSE 0 END;

-- Walks through the whole facility.
INSERT INTO "Inspection" (id, "organizationId", "facilityId", "inspectorId", type, status, "inspectedAt",
  "inspectorName", passed, notes, "createdAt", "updatedAt")
SELECT pg_temp.history_id(s.id, 768 + year, s.facility_no * 8 + year), s.organization_id, s.id, m.id,
       (CASE year WHEN 0 THEN 'CODE_COMPLIANCE' ELSE 'SAFETY_AUDIT' END)::"InspectionType", 'COMPLETED',
       :'as_of'::date - (365 * year + 20 + 300 * pg_temp.u(s.facility_no * 8 + year, 'walk'))::int + time '10:00',
       m.name,
       s.care > 0.2, NULL, created, created
FROM site s
CROSS JOIN generate_series(0, 1) AS year
CROSS JOIN LATERAL (SELECT to_timestamp(s.first_ms / 1000.0) AT TIME ZONE 'UTC' AS created) at
JOIN member m ON m.tenant_no = s.tenant_no AND m.member_no = 3;
