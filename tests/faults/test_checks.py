"""The checks of the crash cycles find what is wrong: one forgery after the other, each undone again."""
import psycopg
import pytest

from chain import broken_links
from condoit import Condoit
from fleet import Fleet
from oracle import Oracle, disagreements


@pytest.fixture(scope="module")
def followed(server):
    """A database in which the oracle has followed everything, and a worker that has caught up."""
    name = server.create_database()
    oracle = Oracle(server, name)
    oracle.create_slot()
    with Fleet(server, name) as fleet:
        fleet.load_condoit()
        fleet.init()
        with Condoit(fleet.dsn) as condoit:
            panel = condoit.panel(condoit.facility())
            condoit.breaker(panel)
            condoit.insert("MaintenanceRecord", panelId=panel, type="CLEANING", status="COMPLETED", performedAt="2026-01-05")
            fleet.start_worker()
            fleet.wait_until_current()
            condoit.update("Panel", panel, loadingPercentage=88.0)
            fleet.wait_until_current()
            condoit.delete("Breaker", "breaker_3")
        fleet.assert_true()
        oracle.read()
        yield fleet, oracle
    server.drop_database(name)


def forge(fleet, statement, look):
    """What a check sees while a forgery stands; it is rolled back."""
    with psycopg.connect(fleet.dsn) as connection:
        connection.execute(statement)
        found = look(Forged(connection))
        connection.rollback()
    return found


class Forged:
    """Reads within the forging transaction."""

    def __init__(self, connection):
        self.connection = connection

    def query(self, statement):
        cursor = self.connection.execute(statement)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


@pytest.mark.parametrize("statement, relation", [
    ("UPDATE masterbus.equipment SET loading_pct = 1", "equipment"),
    ("UPDATE masterbus.equipment SET install_date = NULL", "equipment"),
    ("UPDATE masterbus.equipment SET facility_id = 'elsewhere'", "equipment"),
    ("DELETE FROM masterbus.equipment", "equipment"),
    ("INSERT INTO masterbus.equipment (organization_id, equipment_id, facility_id, source, source_key) VALUES ('org_1', 'ghost', 'f', 'panel', 'ghost')", "equipment"),
    ("DELETE FROM masterbus.maintenance", "maintenance"),
    ("DELETE FROM masterbus.equipment_result", "results"),
    ("UPDATE masterbus.facility_result SET equipment_count = 2", "facility_results"),
    ("DELETE FROM masterbus.facility_result", "facility_results"),
])
def test_oracle_finds_a_forged_row(followed, statement, relation):
    fleet, oracle = followed
    assert disagreements(oracle, fleet) == {}
    assert relation in forge(fleet, statement, lambda bus: disagreements(oracle, bus))


@pytest.mark.parametrize("statement, fault", [
    ("UPDATE masterbus.equipment_result SET score_tenths = score_tenths + 1", "last link is not the row"),
    ("UPDATE masterbus.facility_result SET category = 9", "last link is not the row"),
    ("DELETE FROM masterbus.equipment_result", "ended without being removed"),
    ("DELETE FROM masterbus.equipment_history", "row without a last link"),
    ("UPDATE masterbus.equipment_history SET score_tenths = 1, category = 1, nfpa70b_status = 1, nfpa70e_status = 1 WHERE NOT removed", "equal neighbours"),
    ("INSERT INTO masterbus.equipment_history SELECT * FROM masterbus.equipment_history", "two links of one batch"),
    ("DELETE FROM masterbus.equipment_history WHERE NOT removed", "begins with its end"),
])
def test_chain_check_finds_a_forged_link(followed, statement, fault):
    fleet, _ = followed
    assert broken_links(fleet) == []
    forbidding = "DO $$ DECLARE p text; BEGIN FOR p IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'masterbus.equipment_history'::regclass " \
                 "LOOP EXECUTE 'ALTER TABLE ' || p || ' DROP CONSTRAINT IF EXISTS ' || split_part(p, '.', 2) || '_pkey'; END LOOP; END $$"
    found = forge(fleet, f"{forbidding}; {statement}", broken_links)
    assert fault in {link["fault"] for link in found}
