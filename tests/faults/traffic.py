"""Condoit at work while faults happen: a thread that writes random transactions and outlives a crash of the server."""
import threading

import psycopg

from condoit import Condoit
from test_random_writes import RandomWrites
from throwaway import DEADLINE_S, wait_for

PARENTS = {"panelId": "Panel", "switchboardId": "Switchboard", "transformerId": "Transformer", "breakerId": "Breaker",
           "conductorId": "Conductor", "racewayId": "Raceway", "equipmentId": "Equipment", "facilityId": "Facility"}
PACE_S = 0.003


class LastingCondoit(Condoit):
    """Condoit's session, which can be renewed; rows take their parent's organisation, and ids no other writer has."""

    def __init__(self, dsn, mark):
        super().__init__(dsn)
        self.mark = mark

    def reconnect(self, dsn):
        self.connection.close()
        self.connection = psycopg.connect(dsn, autocommit=True)

    def insert(self, table, **values):
        row_id = f"{table.lower()}_{self.mark}_{next(self._numbers)}"
        return super().insert(table, **({"id": row_id, "organizationId": self.organization_of(values)} | values))

    def organization_of(self, values):
        for column, table in PARENTS.items():
            if values.get(column):
                return self.execute(f'SELECT "organizationId" FROM "{table}" WHERE id = %s', [values[column]]).fetchone()[0]
        return self.organization


class Writes(RandomWrites):
    """The mixed writes of the end-to-end test, and new sites, many rows at once, savepoints and a TRUNCATE now and then."""

    def __init__(self, condoit, seed):
        super().__init__(condoit, seed)
        self.kinds += [(self.add_site, 2), (self.add_many_panels, 0.5), (self.add_transformer, 3), (self.truncate_maintenance, 0.1)]
        self.names, self.weights = zip(*self.kinds)

    def transaction(self):
        with self.condoit.transaction() as transaction:
            for _ in range(self.random.choice([1, 1, 1, 1, 3, 10])):
                self.write()
            if self.random.random() < 0.05:
                raise psycopg.Rollback(transaction)

    def write(self):
        kind = self.random.choices(self.names, self.weights)[0]
        if self.random.random() < 0.9:
            kind()
            return
        with self.condoit.transaction() as savepoint:
            kind()
            if self.random.random() < 0.5:
                raise psycopg.Rollback(savepoint)

    def add_site(self):
        panel = self.condoit.panel(self.condoit.facility(name="New mill"))
        for _ in range(self.random.randrange(5)):
            self.condoit.breaker(panel)

    def add_many_panels(self):
        if facility := self.pick("Facility"):
            self.condoit.execute(
                """INSERT INTO "Panel" (id, "organizationId", "facilityId", name, "installDate", "conductorMaterial", "loadingPercentage",
                                        "relativeHumidity", "ambientTemperatureF", "updatedAt")
                   SELECT 'many_' || md5(random()::text || n), f."organizationId", f.id, 'Panel ' || n, '1990-01-01', 'COPPER', 20, 40, 70, now()
                   FROM "Facility" f, generate_series(1, 40) n WHERE f.id = %s""", [facility])

    def add_transformer(self):
        if facility := self.pick("Facility"):
            self.condoit.insert("Transformer", facilityId=facility, name="Transformer", windingMaterial="COPPER", installDate=self.day(),
                                loadingPercentage=self.random.uniform(0, 120), relativeHumidity=40.0, ambientTemperatureF=70.0)

    def truncate_maintenance(self):
        self.condoit.execute('TRUNCATE "MaintenanceRecord"')


class Traffic:
    """Writes from a seed until it is paused or stopped. What an interrupted COMMIT came to, the writer need not know."""

    def __init__(self, dsn, seed):
        self.dsn = dsn
        self.seed = seed
        self.committed = 0
        self.failure = None
        self._stopping = threading.Event()
        self._going = threading.Event()
        self._resting = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._going.set()
        self._thread.start()
        return self

    def _run(self):
        try:
            with LastingCondoit(self.dsn, f"{self.seed:x}") as condoit:
                writes = Writes(condoit, self.seed)
                while not self._stopping.is_set():
                    self._rest()
                    self._write(condoit, writes)
                    self._stopping.wait(PACE_S)
        except Exception as failure:  # handed to the thread that waits for commits
            self.failure = failure
        finally:
            self._resting.set()

    def _rest(self):
        if not self._going.is_set():
            self._resting.set()
            self._going.wait()
            self._resting.clear()

    def _write(self, condoit, writes):
        try:
            writes.transaction()
            self.committed += 1
        except (psycopg.OperationalError, psycopg.Rollback):  # a roll-back that finds no server comes out as itself
            self._reconnect(condoit)

    def _reconnect(self, condoit):
        def connected():
            try:
                condoit.reconnect(self.dsn)
                return True
            except psycopg.OperationalError:
                return False

        wait_for("the server to be back for Condoit", connected)

    def wait_for_commits(self, count):
        """Waits until the writer has committed so many more transactions: the faults' clock."""
        target = self.committed + count
        wait_for(f"{count} more commits of Condoit", lambda: self.failure or self.committed >= target)
        if self.failure:
            raise AssertionError("Condoit's writer failed") from self.failure

    def pause(self):
        """Returns when nothing is being written."""
        self._resting.clear()
        self._going.clear()
        assert self._resting.wait(DEADLINE_S), "Condoit's writer does not rest"
        if self.failure:
            raise AssertionError("Condoit's writer failed") from self.failure

    def resume(self):
        self._going.set()

    def stop(self):
        self._stopping.set()
        self._going.set()
        self._thread.join()
