"""All that a cycle needs: a database with Condoit's generated data, MasterBus, a worker behind a proxy, the oracle."""
import contextlib
import random
import signal

from chain import assert_chains
from fleet import QUICK, Fleet
from oracle import Oracle, assert_agreement
from proxy import Proxy
from traffic import Traffic

FACILITIES = 4
ELSEWHERE = "CREATE TABLE elsewhere (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, filler text)"


class Scene(contextlib.ExitStack):
    """Entered, it has a worker that has caught up; the oracle has followed Condoit since its tables were empty."""

    def __init__(self, server):
        super().__init__()
        self.server = server

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.close()
            raise
        return self

    def _set_up(self):
        self.proxy = self.enter_context(Proxy(self.server.directory / ".s.PGSQL.5432"))
        database = self.server.create_database()
        self.callback(self.server.drop_database, database)
        self.oracle = Oracle(self.server, database)
        self.oracle.create_slot()
        self.fleet = self.enter_context(Fleet(self.server, database, self.proxy, QUICK))
        self.fleet.load_condoit(facilities=FACILITIES)
        self.fleet.execute(ELSEWHERE)
        self.fleet.init()
        self.worker = self.fleet.start_worker()
        self.fleet.wait_until_current()

    def begin(self, seed):
        """Condoit's writes begin; every choice of the cycle comes from the seed."""
        self.random = random.Random(seed)
        self.traffic = Traffic(self.fleet.dsn, self.random.getrandbits(32)).start()

    def some_commits(self):
        self.traffic.wait_for_commits(self.random.randrange(3, 25))

    def lead_again(self):
        """Returns when a worker leads; one that ended by itself, other than because it was overtaken, is a failure."""
        assert self.worker.running or self.worker.was_fenced() or self.worker.process.poll() == -signal.SIGKILL, (
            f"the worker ended by itself\n{self.fleet.report()}")
        if not self.worker.running:
            self.worker.start()
        self.fleet.wait_until_leading(self.worker)

    def finish(self):
        """Condoit rests and the worker catches up."""
        self.traffic.wait_for_commits(1)
        self.traffic.stop()
        self.lead_again()
        self.fleet.wait_until_current()

    def check(self):
        """MasterBus's own verification, the chains of history, and the oracle: all must find nothing."""
        differences = self.fleet.differences()
        assert not differences, f"{len(differences)} differences, first: {differences[:3]}\n{self.fleet.report()}"
        assert_chains(self.fleet)
        assert_agreement(self.oracle, self.fleet)
