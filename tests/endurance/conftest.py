"""Large and long work on the throwaway parts of the end-to-end tests, whose folder comes onto Python's path here.
ENDURANCE_ROWS says how many rows a large transaction in mapped tables writes."""
import os
import pathlib
import re
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from throwaway import Bus, Server  # noqa: E402

ROWS = int(os.environ.get("ENDURANCE_ROWS", "500000"))


@pytest.fixture(scope="session")
def server():
    with Server("shared_buffers = 512MB\nmax_wal_size = 8GB") as running:
        yield running


@pytest.fixture(scope="session")
def rows():
    return ROWS


@pytest.fixture
def bus(server):
    """A small Condoit with MasterBus over it, and a worker that has caught up."""
    name = server.create_database()
    with Bus(server, name) as running:
        running.load_condoit(facilities=5)
        running.init()
        running.start_worker()
        running.wait_until_current(300)
        yield running
    server.drop_database(name)


@pytest.fixture
def worker(bus):
    return Watch(bus)


class Watch:
    """What an operator would look at while the worker works: its memory, and whether its connection lasts."""

    def __init__(self, bus):
        self.bus = bus
        self.walsender = self.walsender_pid()

    def walsender_pid(self):
        return self.bus.value("SELECT active_pid FROM pg_replication_slots WHERE database = current_database() AND plugin = 'wal2json'")

    def peak_mib(self):
        status = pathlib.Path(f"/proc/{self.bus.worker.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024

    def retained_mib(self):
        return float(self.bus.value("""SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) / 1048576 FROM pg_replication_slots
                                       WHERE database = current_database() AND plugin = 'wal2json'"""))

    def assert_connection_lasted(self):
        assert self.walsender_pid() == self.walsender, f"the connection was lost:\n{self.bus.log_path.read_text()[-4000:]}"
