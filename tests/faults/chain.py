"""History is a chain per item and per facility, whatever happened to the worker meanwhile."""

PUBLISHED = "score_tenths, category, nfpa70b_status, nfpa70e_status"
BROKEN = """
WITH links AS (
    SELECT organization_id, {key}, batch, removed,
           ROW (removed, {published})::text AS now,
           lag(ROW (removed, {published})::text) OVER chain AS before,
           lag(batch) OVER chain AS batch_before,
           lead(batch) OVER chain IS NULL AS last
    FROM masterbus.{history} WINDOW chain AS (PARTITION BY organization_id, {key} ORDER BY batch)),
current AS (SELECT organization_id, {key}, ROW (false, {published})::text AS now FROM masterbus.{result}),
ends AS (SELECT * FROM links WHERE last)
SELECT 'equal neighbours' AS fault, l.organization_id, l.{key} AS id, l.batch, l.before AS held, l.now FROM links l WHERE l.now = l.before
UNION ALL SELECT 'two links of one batch', l.organization_id, l.{key}, l.batch, l.before, l.now FROM links l WHERE l.batch = l.batch_before
UNION ALL SELECT 'begins with its end', l.organization_id, l.{key}, l.batch, NULL, l.now FROM links l WHERE l.before IS NULL AND l.removed
UNION ALL SELECT 'row without a last link', c.organization_id, c.{key}, NULL, NULL, c.now
          FROM current c LEFT JOIN ends e USING (organization_id, {key}) WHERE e.batch IS NULL
UNION ALL SELECT 'last link is not the row', e.organization_id, e.{key}, e.batch, e.now, c.now
          FROM ends e JOIN current c USING (organization_id, {key}) WHERE e.now <> c.now
UNION ALL SELECT 'ended without being removed', e.organization_id, e.{key}, e.batch, e.now, NULL
          FROM ends e LEFT JOIN current c USING (organization_id, {key}) WHERE c.now IS NULL AND NOT e.removed"""
CHAINS = [{"history": "equipment_history", "result": "equipment_result", "key": "equipment_id"},
          {"history": "facility_history", "result": "facility_result", "key": "facility_id"}]


def broken_links(bus):
    """Every place where a history is not a chain that ends with the current row."""
    return [row for chain in CHAINS for row in bus.query(BROKEN.format(published=PUBLISHED, **chain))]


def assert_chains(bus):
    broken = broken_links(bus)
    assert not broken, f"{len(broken)} broken links, first: {broken[:3]}"
    assert bus.value("SELECT count(*) FROM masterbus.equipment_history") > 0, "there is no history to look at"
