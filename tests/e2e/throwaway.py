"""Throwaway parts of an end-to-end test: the server, a database with MasterBus in it, the worker's process."""
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import psycopg
from psycopg.rows import dict_row

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SERVER_SCRIPTS = REPOSITORY / "tests" / "server"
BUILD_DIR = pathlib.Path(os.environ.get("BUILD_DIR", REPOSITORY / "build" / "dev")).resolve()
MASTERBUS = pathlib.Path(os.environ.get("MASTERBUS_BIN", BUILD_DIR / "bin" / "masterbus"))
DEADLINE_S = 60.0


def wait_for(what, condition, deadline_s=DEADLINE_S):
    """Calls condition until it gives something true, and gives that; fails with `what` after the deadline."""
    end = time.monotonic() + deadline_s
    pause_s = 0.002
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {deadline_s:.0f} s: {what}")
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, 0.1)


class Server:
    """A PostgreSQL server in a directory of its own, reached by a unix socket there."""

    def __init__(self, config=""):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="masterbus-e2e."))
        self.directory.chmod(0o755)
        self.config = config
        self._numbers = itertools.count(1)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop("immediate")
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self):
        environment = dict(os.environ, BUILD_DIR=str(BUILD_DIR), SERVER_CONFIG=self.config)
        subprocess.run([SERVER_SCRIPTS / "start", self.directory], check=True, env=environment)

    def stop(self, mode="fast"):
        environment = dict(os.environ, BUILD_DIR=str(BUILD_DIR))
        subprocess.run([SERVER_SCRIPTS / "stop", self.directory, mode], check=False, env=environment)

    def dsn(self, database="postgres", user="postgres"):
        return f"host={self.directory} port=5432 user={user} dbname={database}"

    def execute(self, statement, parameters=None, database="postgres"):
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else None

    def create_database(self):
        name = f"test_{next(self._numbers)}"
        self.execute(f'CREATE DATABASE "{name}"')
        return name

    def drop_database(self, name):
        def drop_slots():
            self.execute("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE database = %s AND active", [name])
            self.execute("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = %s AND NOT active", [name])
            return not self.execute("SELECT 1 FROM pg_replication_slots WHERE database = %s", [name])

        wait_for(f"slots of {name} dropped", drop_slots)
        oid = self.execute("SELECT oid FROM pg_database WHERE datname = %s", [name])[0][0]
        self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        # Origins are the whole server's, and few.
        self.execute("SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin WHERE starts_with(roname, %s)", [f"masterbus_{oid}_"])


class Bus:
    """One database with MasterBus in it, and at most one worker process."""

    def __init__(self, server, database):
        self.server = server
        self.database = database
        self.dsn = server.dsn(database)
        self.worker = None
        self.log_path = server.directory / f"{database}.worker.log"
        self.settings = {}
        self._reader = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill_worker()
        if self._reader is not None:
            self._reader.close()

    def environment(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("MASTERBUS_")}
        return clean | {
            "MASTERBUS_DATABASE_URL": self.server.dsn(self.database, "masterbus_worker"),
            "MASTERBUS_DATABASE_ADMIN_URL": self.dsn,
        } | self.settings

    def run(self, *arguments, check=True):
        """Runs the masterbus program to its end; gives the completed process with its output as text."""
        done = subprocess.run([MASTERBUS, *arguments], env=self.environment(), text=True, capture_output=True, timeout=120, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"masterbus {' '.join(arguments)} exited {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def load_condoit(self, facilities=None, **variables):
        """Condoit's tables, empty, or with generated data for a number of facilities; other variables as generate.sql takes them."""
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", self.dsn, "-f", str(REPOSITORY / "sql/condoit/schema.sql")]
        if facilities is not None:
            for name, value in {"facilities": facilities, **variables}.items():
                command += ["-v", f"{name}={value}"]
            command += ["-f", str(REPOSITORY / "sql/condoit/generate.sql")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def init(self):
        return self.run("init")

    def start_worker(self):
        assert self.worker is None, "the worker runs already"
        with open(self.log_path, "ab") as log:
            self.worker = subprocess.Popen([MASTERBUS, "run"], env=self.environment(), stdout=log, stderr=log)

    def stop_worker(self):
        """SIGTERM; gives the exit status."""
        self.worker.send_signal(signal.SIGTERM)
        status = self.worker.wait(timeout=DEADLINE_S)
        self.worker = None
        return status

    def kill_worker(self):
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait()
            self.worker = None

    def query(self, statement, parameters=None):
        """Rows as dictionaries, read as a superuser, who sees every organisation."""
        if self._reader is None or self._reader.closed:
            self._reader = psycopg.connect(self.dsn, autocommit=True, row_factory=dict_row)
        return self._reader.execute(statement, parameters).fetchall()

    def value(self, statement, parameters=None):
        rows = self.query(statement, parameters)
        return next(iter(rows[0].values())) if rows else None

    def write_marker(self):
        """A Condoit write that ThreatMap never shows: a facility that was deleted from the start."""
        self.query("""INSERT INTO "Organization" (id, name, slug, "updatedAt") VALUES ('marker', 'Marker', 'marker', now()) ON CONFLICT DO NOTHING RETURNING 1""")
        self.query("""INSERT INTO "Facility" (id, "organizationId", name, city, state, "updatedAt", "deletedAt")
                      VALUES ('marker', 'marker', 'Marker', '', '', now(), now()) ON CONFLICT (id) DO UPDATE SET "updatedAt" = now() RETURNING 1""")

    def wait_until_current(self, deadline_s=DEADLINE_S):
        """Waits until everything committed before this call is in ThreatMap's rows."""
        target = self.value("SELECT pg_current_wal_insert_lsn()::text")
        self.write_marker()

        def current():
            if self.worker is not None and self.worker.poll() is not None:
                raise AssertionError(f"the worker exited {self.worker.returncode}:\n{self.log_path.read_text()[-4000:]}")
            return self.value(
                """SELECT p.applied_lsn > %s::pg_lsn AND NOT EXISTS (SELECT FROM masterbus.dirty_source d WHERE NOT masterbus.in_quarantine(d.source))
                   FROM masterbus.progress p WHERE node = 'main'""", [target])

        try:
            wait_for(f"everything up to {target} applied", current, deadline_s)
        except AssertionError as slow:
            raise AssertionError(f"{slow}\nprogress: {self.query('TABLE masterbus.progress')}\n"
                                 f"dirty: {self.query('TABLE masterbus.dirty_source')}\n{self.log_path.read_text()[-4000:]}") from None

    def differences(self):
        """What masterbus.verify() finds, run as the worker's role."""
        with psycopg.connect(self.server.dsn(self.database, "masterbus_worker"), row_factory=dict_row) as connection:
            return connection.execute("SELECT * FROM masterbus.verify()").fetchall()

    def assert_true(self, parked=()):
        """Everything committed so far is applied, verify() finds nothing over both hops, and only these source keys are parked."""
        self.wait_until_current()
        found = self.query("SELECT source_key, error FROM masterbus.parked_key ORDER BY source_key")
        assert [row["source_key"] for row in found] == sorted(parked), f"parked: {found[:3]}"
        differences = self.differences()
        assert not differences, f"{len(differences)} differences, first: {differences[:3]}"
