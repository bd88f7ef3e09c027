"""A slot that is lost, replaced or moved behind the worker's back is noticed and healed, and ThreatMap answers all along."""
import threading
import time

import psycopg
import pytest

from chain import assert_chains
from condoit import Condoit
from throwaway import DEADLINE_S

PANELS = 60
NOTICED_S = 10.0
GAP = "changes may have been missed"


class Reader:
    """ThreatMap: reads its rows again and again; keeps the fewest that it was shown, and any error."""

    def __init__(self, dsn):
        self.dsn = dsn
        self.fewest = PANELS
        self.answers = 0
        self.failure = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join()

    def _run(self):
        try:
            with psycopg.connect(self.dsn, autocommit=True) as connection:
                while not self._stopping.wait(0.01):
                    shown = connection.execute("SELECT count(*) FROM threatmap.equipment WHERE risk_score IS NOT NULL").fetchone()[0]
                    self.fewest = min(self.fewest, shown)
                    self.answers += 1
        except psycopg.Error as failure:
            self.failure = failure

    def assert_never_interrupted(self):
        assert self.failure is None and self.answers > 0
        assert self.fewest == PANELS, f"ThreatMap was shown {self.fewest} of {PANELS} items"


@pytest.fixture
def panels(fleet):
    """A facility whose panels ThreatMap shows, and Condoit's session."""
    with Condoit(fleet.dsn) as condoit:
        facility = condoit.facility()
        with condoit.transaction():
            ids = [condoit.panel(facility) for _ in range(PANELS)]
        fleet.start_worker()
        fleet.wait_until_current()
        yield condoit, ids


def drop(fleet):
    fleet.drop_slot()


def recreate(fleet):
    fleet.free_slot(lambda name: fleet.query("SELECT pg_drop_replication_slot(%s)", [name]) and
                    fleet.query("SELECT pg_create_logical_replication_slot(%s, 'wal2json')", [name]))


def advance(fleet):
    fleet.free_slot(lambda name: fleet.query("SELECT pg_replication_slot_advance(%s, pg_current_wal_lsn())", [name]))


def invalidate(fleet):
    """The log grows past max_slot_wal_keep_size, by writes that are nothing to the worker."""
    fleet.server.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'")
    fleet.server.execute("SELECT pg_reload_conf()")

    def lost():
        for _ in range(3):
            fleet.query("SELECT pg_logical_emit_message(true, 'elsewhere', repeat('x', 1000))")
            fleet.query("SELECT pg_switch_wal()")
        fleet.server.execute("CHECKPOINT")
        slot = fleet.slot()
        return slot["wal_status"] == "lost" or GAP in fleet.newest.log()

    fleet.wait("the slot to be lost", lost)
    fleet.server.execute("ALTER SYSTEM RESET max_slot_wal_keep_size")
    fleet.server.execute("SELECT pg_reload_conf()")


def wait_until_noticed(fleet, since, what):
    begun = time.monotonic()
    fleet.wait("the gap noticed", lambda: GAP in fleet.newest.log(since), DEADLINE_S)
    noticed_s = time.monotonic() - begun
    fleet.wait_until_current()
    print(f"\n{what}: noticed after {noticed_s:.2f} s, healed after {time.monotonic() - begun:.2f} s")
    assert noticed_s <= NOTICED_S


@pytest.mark.parametrize("loss", [drop, recreate, advance])
def test_lost_while_the_worker_is_away(fleet, panels, loss):
    condoit, ids = panels
    with Reader(fleet.dsn) as threatmap:
        since = fleet.newest.log_size()
        fleet.newest.kill()
        condoit.update("Panel", ids[0], loadingPercentage=91.0)
        loss(fleet)
        condoit.update("Panel", ids[1], loadingPercentage=92.0)
        fleet.newest.start()
        wait_until_noticed(fleet, since, f"{loss.__name__}, worker away")
        fleet.assert_true()
    threatmap.assert_never_interrupted()
    shown = fleet.query("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = ANY (%s) ORDER BY 1", [ids[:2]])
    assert [row["loading_pct"] for row in shown] == [91.0, 92.0]
    assert_chains(fleet)


@pytest.mark.parametrize("loss", [drop, invalidate])
def test_lost_under_a_running_worker(fleet, panels, loss):
    condoit, ids = panels
    with Reader(fleet.dsn) as threatmap:
        since = fleet.newest.log_size()
        loss(fleet)
        condoit.update("Panel", ids[0], loadingPercentage=93.0)
        wait_until_noticed(fleet, since, f"{loss.__name__}, worker running")
        fleet.assert_true()
    threatmap.assert_never_interrupted()
    assert fleet.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = %s", [ids[0]]) == 93.0
    assert_chains(fleet)


def test_replaced_between_the_look_at_it_and_the_start_of_the_stream(fleet, panels, proxy):
    """The worker has found its slot good and is about to say START_REPLICATION."""
    condoit, ids = panels
    fleet.newest.kill()
    condoit.update("Panel", ids[0], loadingPercentage=94.0)
    fleet.proxy = proxy
    hold = proxy.hold_at(b"START_REPLICATION")
    fleet.start_worker()
    assert hold.reached.wait(DEADLINE_S), fleet.report()
    recreate(fleet)
    hold.released.set()
    fleet.assert_true()
