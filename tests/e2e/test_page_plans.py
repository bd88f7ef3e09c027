"""No page of ThreatMap scans a big table: each sort and filter reads the rows that it shows, or its facility's."""
import pytest

from plans import explaining, rows_read, scans_of
from throwaway import Bus

FACILITIES = 500
LIMIT = 20
MAY_BE_EMPTY = ["data_quality", "photos", "ILIKE", "'High'"]

LIST_SORTS = ["name", "name DESC", "risk_score", "risk_score DESC", "last_updated", "last_updated DESC", "risk_score DESC, id", "last_updated DESC, id"]
LISTS = [f"ORDER BY {sort}" for sort in LIST_SORTS] + [
    f"WHERE {column} = '{word}' ORDER BY risk_score {direction}" for column, word in [("risk_rating", "High"), ("compliance_status", "Warning")] for direction in ("DESC", "")]
EQUIPMENT_SORTS = ["name", "type", "risk_score DESC", "risk_rating", "install_date", "last_service DESC"]
OF_A_FACILITY = [f"SELECT * FROM threatmap.equipment WHERE facility_id = %(facility)s ORDER BY {sort} LIMIT 50" for sort in EQUIPMENT_SORTS] + [
    "SELECT * FROM threatmap.equipment WHERE facility_id = %(facility)s AND type = 'Panel' AND risk_rating = 'High' ORDER BY name LIMIT 50",
    "SELECT * FROM threatmap.equipment WHERE facility_id = %(facility)s AND name ILIKE '%%LP%%' ORDER BY name LIMIT 50",
    "SELECT count(*) FROM threatmap.equipment WHERE facility_id = %(facility)s AND risk_rating = 'High'",
    "SELECT * FROM threatmap.facilities WHERE id = %(facility)s",
    "SELECT * FROM threatmap.facility_details WHERE id = %(facility)s",
    "SELECT * FROM threatmap.top_threats WHERE facility_id = %(facility)s ORDER BY rank",
    "SELECT * FROM threatmap.risk_history WHERE facility_id = %(facility)s ORDER BY month",
    "SELECT * FROM threatmap.compliance WHERE facility_id = %(facility)s ORDER BY first_inspection_due",
    "SELECT * FROM threatmap.facility_compliance WHERE id = %(facility)s",
    "SELECT * FROM threatmap.facility_risks WHERE id = %(facility)s",
    "SELECT * FROM threatmap.recommendations WHERE facility_id = %(facility)s ORDER BY rank",
    "SELECT * FROM threatmap.data_quality WHERE facility_id = %(facility)s",
    "SELECT * FROM threatmap.equipment_details WHERE id = %(item)s",
    "SELECT * FROM threatmap.equipment WHERE id = %(item)s",
    "SELECT * FROM threatmap.compliance WHERE id = %(item)s",
    "SELECT * FROM threatmap.service_history WHERE equipment_id = %(item)s ORDER BY date DESC",
    "SELECT * FROM threatmap.photos WHERE equipment_id = %(item)s",
] + [f"SELECT threatmap.{function}(%({subject})s)" for function, subject in [
    ("facility_document", "facility"), ("facility_details_document", "facility"), ("compliance_document", "facility"), ("facility_risks_document", "facility"),
    ("equipment_document", "item"), ("equipment_details_document", "item"), ("assessment_input", "item")]]
OF_THE_PORTFOLIO = ["SELECT * FROM threatmap.portfolio_summary", "SELECT threatmap.portfolio_summary_document()", "SELECT count(*) FROM threatmap.facilities",
                    "SELECT * FROM threatmap.risk_history WHERE facility_id IS NULL ORDER BY month",
                    "SELECT * FROM threatmap.facilities WHERE threatmap.contains(search_text, 'River') ORDER BY name LIMIT 20"]


@pytest.fixture(scope="module")
def loaded(server):
    name = server.create_database()
    with Bus(server, name) as bus:
        bus.load_condoit(facilities=FACILITIES, items_per_facility=10, organizations=1)
        bus.init()
        bus.start_worker()
        bus.wait_until_current(240)
        assert bus.stop_worker() == 0
        bus.query("""INSERT INTO masterbus.login_organization SELECT 'page_reader', organization_id FROM masterbus.facility_result
                     GROUP BY 2 ORDER BY count(*) DESC LIMIT 1 RETURNING 1""")
        server.execute("CREATE ROLE page_reader LOGIN IN ROLE masterbus_reader", database=name)
        server.execute("VACUUM ANALYZE", database=name)
        yield bus
    server.execute("DROP OWNED BY page_reader", database=name)
    server.execute("DROP ROLE page_reader")
    server.drop_database(name)


@pytest.fixture(scope="module")
def subjects(loaded):
    """A facility that has something to show on each page, and an item in it."""
    row = loaded.query("""SELECT r.facility_id AS facility, r.equipment_count AS items FROM masterbus.facility_result r
                          JOIN masterbus.login_organization l USING (organization_id) WHERE r.high_count > 2 ORDER BY r.equipment_count, 1 LIMIT 1""")[0]
    row["item"] = loaded.value("SELECT min(equipment_id) FROM masterbus.equipment_result WHERE facility_id = %s", [row["facility"]])
    row["facilities"] = loaded.value("SELECT count(*) FROM masterbus.facility_result JOIN masterbus.login_organization USING (organization_id)")
    return row


def scans(loaded, statement, subjects, settings=()):
    """The scans of tables that grow with the portfolio; the statement must find something."""
    with explaining(loaded.dsn, "page_reader") as (connection, plans):
        for setting in settings:
            connection.execute(f"SET {setting}")
        found = connection.execute(statement, subjects).fetchall()
        captured = [scan for plan in plans for scan in scans_of(plan)]
    assert captured, "the plans were not captured"
    may_be_empty = any(word in statement for word in MAY_BE_EMPTY)
    assert may_be_empty or (found and found[0][0] is not None), f"nothing found by {statement}"
    return [scan for scan in captured if not scan["Relation Name"].startswith(("progress", "quarantine", "dirty_source", "source_table", "login_organization", "pg_"))]


def describe(scan):
    return f"{scan['Node Type']} on {scan['Relation Name']} with {scan.get('Index Name')}: {rows_read(scan)} rows in {scan['Actual Loops']} searches, {scan.get('Filter')}"


@pytest.mark.parametrize("rows", LISTS)
def test_the_list_reads_the_rows_that_it_shows(loaded, subjects, rows):
    # So few facilities could as well be read whole and sorted.
    settings = ["enable_seqscan = off", "enable_bitmapscan = off", "enable_hashjoin = off", "enable_mergejoin = off"]
    for scan in scans(loaded, f"SELECT * FROM threatmap.facilities {rows} LIMIT {LIMIT}", subjects, settings):
        assert rows_read(scan) <= 2 * LIMIT, describe(scan)


@pytest.mark.parametrize("statement", OF_A_FACILITY)
def test_a_facility_reads_its_own(loaded, subjects, statement):
    for scan in scans(loaded, statement, subjects):
        # Records of an item are few; views over items look some of them up more than once.
        assert rows_read(scan) <= 25 * subjects["items"] + 50, describe(scan)


@pytest.mark.parametrize("statement", OF_THE_PORTFOLIO)
def test_the_portfolio_reads_facilities_not_items(loaded, subjects, statement):
    for scan in scans(loaded, statement, subjects):
        relation = scan["Relation Name"]
        assert relation.startswith(("facility", "portfolio_month")) or rows_read(scan) <= 200, describe(scan)
        assert rows_read(scan) <= FACILITIES, describe(scan)
        assert "portfolio_summary" not in statement or rows_read(scan) <= 50, describe(scan)


def test_the_total_of_the_list_reads_one_table(loaded, subjects):
    assert {scan["Relation Name"] for scan in scans(loaded, "SELECT count(*) FROM threatmap.facilities", subjects)} == {"facility_result"}
