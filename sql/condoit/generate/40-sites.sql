-- Organisations, their people, and the facilities with their city, their age and the care they get.

CREATE TEMP TABLE tenant AS
SELECT n, pg_temp.cuid(ms, 0, -n) AS id, to_timestamp(ms / 1000.0) AT TIME ZONE 'UTC' AS created_at, name,
       lower(replace(name, ' ', '-')) || '-' || to_hex(hashint8extended(n, :seed) & 16777215) AS slug
FROM (
  SELECT n::bigint, (extract(epoch FROM :'as_of'::date - 1200) * 1000)::bigint + n * 60000 AS ms,
         pg_temp.pick(n, 'org first', '{Cascade,Summit,Harbor,Pioneer,Keystone,Lakeside,Ironwood,Redwood,Beacon,
           Sterling,Granite,Meridian,Northgate,Evergreen,Liberty,Crescent,Atlas,Bluestone,Copperfield,
           Silverline}'::text[]) || ' '
         || pg_temp.pick(n, 'org second', '{Properties,Health,Logistics,Manufacturing,Foods,Schools,Data Centers,
           Energy,Hospitality,Water District,Paper,Retail}'::text[]) AS name
  FROM generate_series(1::bigint, :organizations) AS n
) plan;

INSERT INTO "Organization" (id, name, slug, "createdAt", "updatedAt")
SELECT id, name, slug, created_at, created_at FROM tenant;

CREATE TEMP TABLE member AS
SELECT t.n AS tenant_no, m.n AS member_no, t.id AS organization_id, pg_temp.history_id(t.id, m.n, t.n * 64 + m.n) AS id,
       pg_temp.pick(t.n * 64 + m.n, 'given name', '{James,Maria,Robert,Linda,Carlos,Susan,Wei,Patricia,Ahmed,Karen,
         Luis,Nancy,Tyrone,Angela,Dmitri,Grace,Kenji,Rosa,Owen,Fatima,Hank,Priya}'::text[]) || ' '
       || pg_temp.pick(t.n * 64 + m.n, 'family name', '{Alvarez,Baker,Chen,Dawson,Ellis,Foster,Garcia,Hughes,Ivanov,
         Jackson,Kim,Lopez,Mitchell,Nguyen,Olsen,Patel,Quinn,Reyes,Sullivan,Turner,Underwood,Walsh}'::text[]) AS name,
       t.slug, t.created_at
FROM tenant t CROSS JOIN generate_series(1, 8) AS m (n);

INSERT INTO "User" (id, "organizationId", email, name, role, "createdAt", "updatedAt")
SELECT id, organization_id, lower(replace(name, ' ', '.')) || '.' || member_no || '@' || slug || '.example', name,
       (CASE member_no WHEN 1 THEN 'ADMIN' WHEN 2 THEN 'MANAGER' WHEN 3 THEN 'ENGINEER' ELSE 'TECHNICIAN' END)
         ::"UserRole", created_at, created_at
FROM member;

-- One facility: its rows are entered step_ms apart, so that ids of different tables interleave as in real life.
CREATE TEMP TABLE site AS
SELECT f.n AS facility_no, pg_temp.cuid(f.first_ms, 0, f.n) AS id, t.n AS tenant_no, t.id AS organization_id,
       f.first_ms, greatest(1, f.gap_ms * 9 / 10 / (f.items + 1)) AS step_ms, f.items,
       f.as_of - f.age_years AS year_built, f.age_years, f.care, f.care > 0.88 AS exemplary, f.deleted,
       c.name AS city, c.state, c.latitude,
       c.longitude, c.mean_temperature_f, c.mean_humidity_pct, c.coastal,
       CASE WHEN pg_temp.u(f.n, 'service') < 0.75 THEN 480 ELSE 208 END AS service_voltage
FROM (
  SELECT n, gap_ms, (extract(epoch FROM :'as_of'::date - 1095) * 1000)::bigint + (n - 1) * gap_ms AS first_ms,
         greatest(10, round(:items_per_facility * (0.4 + 1.2 * pg_temp.u(n, 'size'))))::int AS items,
         extract(year FROM :'as_of'::date)::int AS as_of,
         (2 + 68 * pg_temp.u(n, 'facility age') ^ 1.4)::int AS age_years,
         pg_temp.u(n, 'care') AS care, pg_temp.u(n, 'facility deleted') < 0.003 AS deleted,
         pg_temp.u(n, 'city') AS city_draw,
         1 + floor(:organizations * pg_temp.u(n, 'organisation') ^ 1.7)::bigint AS tenant_no
  FROM generate_series(1::bigint, :facilities) AS n,
       LATERAL (SELECT 1080 * 86400000::bigint / :facilities AS gap_ms) pace
  OFFSET 0
) f
JOIN tenant t ON t.n = f.tenant_no
JOIN city c ON f.city_draw >= c.share_from AND f.city_draw < c.share_to
ORDER BY f.n;

INSERT INTO "Facility" (id, "organizationId", name, "addressLine1", city, state, "postalCode", latitude, longitude,
  "yearBuilt", "squareFeet", "contractorName", "hasSafetyProgram", "hasEmergencyProcedures", "createdAt", "updatedAt",
  "deletedAt")
SELECT s.id, s.organization_id,
       pg_temp.pick(n, 'site name', '{Riverside,Oak Street,Northgate,Harbor Point,Westfield,Airport,Mill Creek,Union,
         Lincoln,Eastgate,Summit,Canal,Fairview,Highland,Stadium,Prairie}'::text[]) || ' '
       || pg_temp.pick(n, 'site use', '{Medical Center,Distribution Center,Office Tower,Data Center,Plant,High School,
         Water Treatment Works,Cold Storage,Shopping Center,Research Campus}'::text[]) || ' ' || (1 + n % 97),
       (100 + floor(9800 * pg_temp.u(n, 'house number')))::int || ' '
       || pg_temp.pick(n, 'street', '{Main St,Industrial Pkwy,Market St,Commerce Dr,2nd Ave,Lake Rd,
         Railroad Ave}'::text[]),
       s.city, s.state, lpad((10000 + floor(89000 * pg_temp.u(n, 'postal')))::int::text, 5, '0'),
       round((s.latitude + 0.08 * pg_temp.bell(n, 'latitude'))::numeric, 5)::float8,
       round((s.longitude + 0.08 * pg_temp.bell(n, 'longitude'))::numeric, 5)::float8,
       CASE WHEN pg_temp.u(n, 'year known') < 0.97 THEN s.year_built END, (s.items * 1200)::int,
       pg_temp.pick(n, 'contractor', '{Bright Spark Electric,Tri-County Power Services,Delta Electrical Contractors,
         Current Solutions LLC,Ampere & Sons,Lone Star Electric,Pacific Switchgear Service,Great Lakes Testing,NULL}'
         ::text[]),
       CASE WHEN pg_temp.u(n, 'program known') < 0.9 THEN s.care > 0.3 END,
       CASE WHEN pg_temp.u(n, 'procedures known') < 0.9 THEN s.care > 0.4 END,
       at.created, at.created, CASE WHEN s.deleted THEN at.created + interval '12 days' END
FROM site s
CROSS JOIN LATERAL (SELECT s.facility_no AS n) draw
CROSS JOIN LATERAL (SELECT to_timestamp(s.first_ms / 1000.0) AT TIME ZONE 'UTC' AS created) at
ORDER BY s.facility_no;
