-- An infrared scan or a look at a panel, with a photo of it: one interactive transaction.
\set infrared random(0, 1)
BEGIN;
SELECT coalesce((SELECT id FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
                 FOR KEY SHARE), '') AS panel_id \gset
INSERT INTO "Inspection" (id, "organizationId", "facilityId", "panelId", type, status, "inspectedAt", "inspectorName",
  passed, "corrosionLevel", "rustLevel", "damageLevel", "hottestReadingC", "ambientTemperatureF", "relativeHumidity",
  "thermalAnomaly", "looseConnections", "heatDiscoloration", "createdAt", "updatedAt")
SELECT :new_id, "organizationId", "facilityId", id,
       CASE :infrared WHEN 1 THEN 'INFRARED' ELSE 'VISUAL' END::"InspectionType", 'COMPLETED', :utc_now, 'Grace Kim',
       random() < 0.9,
       CASE :infrared WHEN 0 THEN (enum_range(NULL::"ObservedLevel"))[1 + floor(4 * random() ^ 2)::int] END,
       CASE :infrared WHEN 0 THEN (enum_range(NULL::"ObservedLevel"))[1 + floor(4 * random() ^ 2)::int] END,
       CASE :infrared WHEN 0 THEN (enum_range(NULL::"ObservedLevel"))[1 + floor(4 * random() ^ 3)::int] END,
       CASE :infrared WHEN 1 THEN round((30 + 60 * random() ^ 3)::numeric, 1) END,
       round((65 + 25 * random())::numeric, 1), round((25 + 60 * random())::numeric, 1),
       CASE :infrared WHEN 1 THEN random() < 0.1 END, random() < 0.07,
       CASE :infrared WHEN 0 THEN random() < 0.05 END, :utc_now, :utc_now
FROM "Panel" WHERE id = ':panel_id';
INSERT INTO "Photo" (id, "organizationId", "facilityId", "panelId", url, "thumbnailUrl", caption, "takenAt",
  "createdAt", "updatedAt")
SELECT :new_id, "organizationId", "facilityId", id, 'https://files.condoit.example/photos/' || id || '-new.jpg',
       'https://files.condoit.example/photos/' || id || '-new-320.jpg', 'Interior', :utc_now, :utc_now, :utc_now
FROM "Panel" WHERE id = ':panel_id';
COMMIT;
