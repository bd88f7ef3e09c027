-- A breaker is added to a panel.
WITH holder AS (
  SELECT id, "organizationId" FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
  FOR KEY SHARE
)
INSERT INTO "Breaker" (id, "organizationId", "panelId", name, manufacturer, model, "installDate", "breakerType",
  position, poles, "frameAmperage", "tripAmperage", "conductorMaterial", "connectionType", "loadingPercentage",
  "safetyLabels", "createdAt", "updatedAt")
SELECT :new_id, "organizationId", id, 'CB-new ' || (random() * 1e5)::int, 'Eaton', 'BAB', date_trunc('day', :utc_now),
       'MOLDED_CASE', (random() * 41)::int + 1, 1, 225, 20, 'COPPER', 'PLUG_IN',
       round((10 + 60 * random())::numeric, 1), '{VOLTAGE,SHOCK_HAZARD}', :utc_now, :utc_now
FROM holder;
