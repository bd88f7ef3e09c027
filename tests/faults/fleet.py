"""Several workers over one database, each with a log and failpoints of its own, perhaps behind a proxy."""
import itertools
import os
import pathlib
import signal
import subprocess

import psycopg

from throwaway import DEADLINE_S, MASTERBUS, Bus, wait_for

# Short pauses, so that a cycle's time goes into faults; what they are by default is tested in test_takeover.py.
QUICK = {"MASTERBUS_REPLICATION_WAL_SENDER_TIMEOUT_MS": "2000", "MASTERBUS_RETRY_BACKOFF_MAX_MS": "100",
         "MASTERBUS_REPLICATION_STANDBY_INTERVAL_MS": "100", "MASTERBUS_REPLICATION_ACKNOWLEDGE_INTERVAL_S": "1"}
FENCED = ("another worker has taken over", "another worker leads")
SLOT = "SELECT slot_name, active, active_pid, wal_status FROM pg_replication_slots WHERE database = current_database() AND plugin = 'wal2json'"


class Worker:
    """One worker process; it may be started again after its end."""

    def __init__(self, environment, directory, name):
        self.name = name
        self.log_path = pathlib.Path(directory) / f"{name}.log"
        self.failpoints_path = pathlib.Path(directory) / f"{name}.failpoints"
        self.environment = environment | {"MASTERBUS_FAILPOINTS_FILE": str(self.failpoints_path)}
        self.failpoints_path.write_text("")
        self.log_path.touch()
        self.process = None

    def start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([MASTERBUS, "run"], env=self.environment, stdout=log, stderr=log)

    @property
    def pid(self):
        return self.process.pid

    @property
    def running(self):
        return self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM; gives the exit status."""
        self.process.terminate()
        return self.process.wait(timeout=DEADLINE_S)

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def set_failpoints(self, text):
        """The worker reads a whole file or the one before, never half of one."""
        draft = self.failpoints_path.with_suffix(".draft")
        draft.write_text(text)
        os.replace(draft, self.failpoints_path)

    def log_size(self):
        return self.log_path.stat().st_size

    def log(self, since=0):
        return self.log_path.read_bytes()[since:].decode(errors="replace")

    def was_fenced(self):
        return self.process.poll() == 1 and any(words in self.log()[-2000:] for words in FENCED)


class Fleet(Bus):
    """Any number of workers of the same node; without `settings` they run with the product's own."""

    def __init__(self, server, database, proxy=None, settings=None):
        super().__init__(server, database)
        self.proxy = proxy
        self.settings = settings or {}
        self.workers = []
        self._names = (f"{database}.worker{n}" for n in itertools.count(1))

    def __exit__(self, *exception):
        for worker in list(self.workers):
            self.remove(worker)
        super().__exit__(*exception)

    def worker_environment(self):
        url = self.server.dsn(self.database, "masterbus_worker")
        if self.proxy is not None:
            url = f"host=127.0.0.1 port={self.proxy.port} sslmode=disable user=masterbus_worker dbname={self.database}"
        return self.environment() | {"MASTERBUS_DATABASE_URL": url}

    def start_worker(self):
        worker = Worker(self.worker_environment(), self.server.directory, next(self._names))
        worker.start()
        self.workers.append(worker)
        return worker

    @property
    def newest(self):
        return self.workers[-1]

    def remove(self, worker):
        worker.kill()
        self.workers.remove(worker)

    def reconnect(self):
        """Forgets the reading session, as after a restart of the server."""
        if self._reader is not None:
            self._reader.close()

    def execute(self, statement):
        """A statement without rows, as a superuser."""
        self.server.execute(statement, database=self.database)

    def slot(self):
        rows = self.query(SLOT)
        return rows[0] if rows else None

    def leader(self):
        """The running worker whose claim stands and whose stream is up, or None."""
        pid = self.value("""SELECT nullif(split_part(p.incarnation, ':', 2), '')::int FROM masterbus.progress p
                            JOIN pg_replication_slots s ON s.slot_name = p.slot_name AND s.active""")
        return next((worker for worker in self.workers if worker.pid == pid and worker.running), None)

    def epoch(self):
        return self.value("SELECT epoch FROM masterbus.progress")

    def wait_until_leading(self, worker, deadline_s=DEADLINE_S):
        self.wait(f"{worker.name} leads", lambda: self.leader() is worker, deadline_s)

    def wait_until_standing_by(self, worker, deadline_s=DEADLINE_S, since=0):
        self.wait(f"{worker.name} stands by", lambda: "standing by" in worker.log(since), deadline_s)

    def wait(self, what, condition, deadline_s=DEADLINE_S):
        """As wait_for; a failure shows what the database and the workers say."""
        try:
            return wait_for(what, condition, deadline_s)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.report()}") from None

    def report(self):
        try:
            state = f"progress: {self.query('TABLE masterbus.progress')}\nslot: {self.slot()}\ndirty: {self.query('TABLE masterbus.dirty_source')}"
        except psycopg.Error as error:
            state = f"the database does not answer: {error}"
        logs = [f"--- {worker.name}, exit {worker.process.poll()}:\n{worker.log()[-6000:]}" for worker in self.workers]
        return "\n".join([state, *logs])

    def wait_until_current(self, deadline_s=DEADLINE_S):
        """As Bus does; but a marker committed while a lost slot is being replaced is never streamed, so it is repeated."""
        target = self.value("SELECT pg_current_wal_insert_lsn()::text")
        markers = itertools.count()

        def current():
            if next(markers) % 20 == 0:
                self.write_marker()
            return self.value("""SELECT p.applied_lsn > %s::pg_lsn AND NOT EXISTS (SELECT FROM masterbus.dirty_source)
                                 FROM masterbus.progress p WHERE node = 'main'""", [target])

        self.wait(f"everything up to {target} applied", current, deadline_s)

    def free_slot(self, action):
        """Does something to the slot that needs it free, however fast the worker takes it again; gives what it answers."""
        name = self.wait("a slot", self.slot)["slot_name"]

        def attempt():
            self.query("SELECT pg_terminate_backend(active_pid, 2000) FROM pg_replication_slots WHERE slot_name = %s AND active", [name])
            try:
                return action(name) or True
            except (psycopg.errors.ObjectInUse, psycopg.errors.UndefinedObject):
                return False

        return self.wait(f"slot {name} free", attempt)

    def drop_slot(self):
        self.free_slot(lambda name: self.query("SELECT pg_drop_replication_slot(%s)", [name]))
