"""One changed source row costs a few index searches: no statement of apply reads more of a table than what it finds."""
from condoit import Condoit
from plans import explaining, scans_of
from throwaway import Bus

SEARCH_PAGES = 20  # from root to leaf, and the dead rows that a search may meet on its way
PAGES_PER_ROW = 3


def test_one_changed_row_reads_only_what_it_finds(server, database):
    with Bus(server, database) as bus:
        bus.load_condoit(facilities=60)
        bus.init()
        bus.start_worker()
        bus.wait_until_current(180)
        assert bus.stop_worker() == 0
        with Condoit(bus.dsn) as condoit:
            condoit.execute("VACUUM ANALYZE")
            breaker, panel = condoit.execute('SELECT id, "panelId" FROM "Breaker" WHERE "panelId" IS NOT NULL LIMIT 1').fetchone()
            condoit.update("Breaker", breaker, loadingPercentage=111.0)
            condoit.update("Panel", panel, loadingPercentage=112.0)
            changes = {"breaker": breaker, "panel": panel} | {
                line: condoit.execute(f'SELECT id FROM "{table}" ORDER BY id OFFSET 5 LIMIT 1').fetchone()[0]
                for line, table in [("maintenance", "MaintenanceRecord"), ("inspection", "Inspection"), ("transformer", "Transformer"),
                                    ("photo", "Photo"), ("conductor", "Conductor"), ("facility", "Facility")]}
        for line, key in changes.items():
            scans = scans_of_apply(server, database, line, key)
            assert line not in ("breaker", "panel") or any(scan["Relation Name"] == "equipment_result" for scan in scans), "the plans were not captured"
            greedy = [describe(scan) for scan in scans if pages(scan) > allowed(scan)]
            assert not greedy, f"one changed row of line {line}: {greedy}"
        bus.start_worker()
        bus.assert_true()


def pages(scan):
    return scan["Shared Hit Blocks"] + scan["Shared Read Blocks"]


def allowed(scan):
    return scan["Actual Loops"] * (SEARCH_PAGES + PAGES_PER_ROW * scan["Actual Rows"])


def describe(scan):
    return (f"{scan['Node Type']} on {scan['Relation Name']} with {scan.get('Index Name')} read {pages(scan)} pages "
            f"for {scan['Actual Rows']} rows in {scan['Actual Loops']} searches: {scan.get('Index Cond')} {scan.get('Filter')}")


def scans_of_apply(server, database, line, key):
    """Every scan of a table in every statement, nested ones too, that apply runs for one key, as auto_explain reports them."""
    epoch = server.execute("SELECT epoch FROM masterbus.progress", database=database)[0][0]
    with explaining(server.dsn(database)) as (connection, plans):
        connection.execute("SET ROLE masterbus_worker")
        connection.execute("SELECT * FROM masterbus.apply('main', %s, NULL, %s, %s)", [epoch, [line], [key]])
        return [scan for plan in plans for scan in scans_of(plan)]
