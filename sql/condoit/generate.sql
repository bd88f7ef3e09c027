-- Fills Condoit's tables with believable electrical facilities. For psql, with the tables on the search_path:
--
--   psql -v facilities=10000 -v seed=7 -f schema.sql -f generate.sql
--
-- Variables (psql -v name=value), all optional:
--   facilities          how many facilities                                        default 100
--   items_per_facility  mean number of equipment items in one, 10 … 2000           default 100
--   organizations       how many organisations share them (uneven shares)          default facilities / 200, at least 2
--   seed                any integer: same seed, sizes and as_of give the same rows   default 1
--   as_of               the day on which the data is looked at (yyyy-mm-dd)        default today in UTC
--
-- Every draw is a hash of the row's number, the draw's name and the seed, never random(), so that the rows do not
-- depend on the plan. A second run with another seed adds to the first. Helpers and plans live in pg_temp only.

\if :{?facilities}
\else
  \set facilities 100
\endif
\if :{?items_per_facility}
\else
  \set items_per_facility 100
\endif
\if :{?seed}
\else
  \set seed 1
\endif
\if :{?organizations}
\else
  SELECT greatest(2, :facilities / 200) AS organizations \gset
\endif
\if :{?as_of}
\else
  SELECT (now() AT TIME ZONE 'UTC')::date AS as_of \gset
\endif

-- Foreign keys need no check while one program makes both sides of them; whoever may not switch the checks off pays for
-- them. The constraints stay as they are, and a test looks for orphans.
SELECT has_parameter_privilege('session_replication_role', 'SET') AS may_skip_checks \gset
\if :may_skip_checks
  SET session_replication_role = replica;
\endif

\ir generate/10-randomness.sql
\ir generate/20-places.sql
\ir generate/30-catalogue.sql
\ir generate/40-sites.sql
\ir generate/50-items.sql
\ir generate/60-equipment.sql
\ir generate/70-history.sql
\ir generate/80-studies-photos.sql

\if :may_skip_checks
  RESET session_replication_role;
\endif

DROP TABLE pg_temp.item, pg_temp.site, pg_temp.member, pg_temp.tenant, pg_temp.nameplate, pg_temp.city;
DROP FUNCTION pg_temp.cuid(bigint, int, bigint), pg_temp.history_id(text, int, bigint),
  pg_temp.bell(bigint, text), pg_temp.pick(bigint, text, text[]), pg_temp.u(bigint, text);

ANALYZE "Organization", "User", "Facility", "Panel", "Switchboard", "Transformer", "Breaker", "Conductor", "Raceway",
  "_ConductorToRaceway", "Equipment", "Inspection", "MaintenanceRecord", "Photo", "ArcFlashStudy";
