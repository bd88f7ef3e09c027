"""masterbus doctor: each mistake is made on a real server, must be found by name, and is gone after the printed fix."""
import contextlib
import pathlib
import socket
import tempfile
import threading

import psycopg
import pytest

from cli import command, findings, installed, prepared, psql, slot_name  # noqa: F401 - fixtures
from throwaway import Bus, Server, wait_for

@pytest.fixture
def settings(server):
    """Sets server settings by ALTER SYSTEM and takes them back afterwards."""
    changed = []

    def set_one(name, value):
        changed.append(name)
        server.execute(f"ALTER SYSTEM SET {name} = {value}")
        reload(server)

    yield set_one
    for name in changed:
        server.execute(f"ALTER SYSTEM RESET {name}")
    reload(server)


def reload(server):
    before = server.execute("SELECT pg_conf_load_time()")
    server.execute("SELECT pg_reload_conf()")
    wait_for("the settings to be read again", lambda: server.execute("SELECT pg_conf_load_time()") > before)


def setting_known(server, name):
    return bool(server.execute("SELECT 1 FROM pg_settings WHERE name = %s", [name]))


def test_healthy_installation_has_no_finding(bus, settings):
    settings("max_slot_wal_keep_size", "'10GB'")
    assert findings(bus) == {}
    done = bus.run("doctor")
    assert done.stdout == "nothing to do: no mistake found\n" and done.returncode == 0


def test_warnings_alone_exit_1_and_errors_exit_2(bus):
    done = command(bus, "doctor")
    assert "warning [keep_size_unlimited]" in done.stdout and "0 errors, 1 warnings" in done.stdout
    assert done.returncode == 1
    assert command(bus, "doctor", MASTERBUS_DATABASE_URL=bus.dsn).returncode == 2


# Name of the finding, how the mistake is made, whether its fix can be run as it is printed.
MISTAKES = [
    ("table_rights", 'REVOKE SELECT ON "Panel" FROM masterbus_worker', True),
    ("origin_rights", "REVOKE EXECUTE ON FUNCTION pg_replication_origin_session_setup(text) FROM masterbus_worker", True),
    ("masterbus_rights", "REVOKE USAGE ON SCHEMA masterbus FROM masterbus_worker; REVOKE USAGE ON SCHEMA masterbus FROM PUBLIC", False),
    ("unlogged_table", 'ALTER TABLE "Photo" SET UNLOGGED', True),
    ("extension_version", "UPDATE pg_extension SET extversion = '0.0.9' WHERE extname = 'masterbus'", False),
    ("extension_missing", "DROP EXTENSION masterbus", False),
    ("slot_missing", "SELECT pg_drop_replication_slot(slot_name) FROM masterbus.progress", False),
    ("slot_orphaned", "SELECT pg_create_logical_replication_slot('masterbus_left_behind', 'wal2json')", True),
    ("progress_missing", "DELETE FROM masterbus.progress", False),
    ("progress_foreign", "UPDATE masterbus.progress SET database_oid = 1", False),
    ("gap", "UPDATE masterbus.progress SET applied_lsn = NULL, acknowledged_lsn = '0/1'", False),
]


@pytest.mark.parametrize(("name", "mistake", "fix_runs"), MISTAKES, ids=[mistake[0] for mistake in MISTAKES])
def test_mistake_in_the_database(installed, name, mistake, fix_runs):
    assert name not in findings(installed)
    psql(installed, mistake)
    found = findings(installed)
    assert name in found, found
    if found[name][0]["fix"] == "masterbus init":
        installed.init()
        assert name not in findings(installed)
    elif fix_runs:
        for finding in found[name]:
            psql(installed, finding["fix"])
        assert name not in findings(installed)


IDENTITIES = {
    "nothing": 'ALTER TABLE "_ConductorToRaceway" REPLICA IDENTITY NOTHING',
    "a unique index and no key, as Prisma before 6 made it":
        'ALTER TABLE "_ConductorToRaceway" DROP CONSTRAINT "_ConductorToRaceway_AB_pkey";'
        'CREATE UNIQUE INDEX "_ConductorToRaceway_AB_unique" ON "_ConductorToRaceway" ("A", "B")',
}


@pytest.mark.parametrize("mistake", IDENTITIES.values(), ids=IDENTITIES.keys())
def test_join_table_without_replica_identity(installed, mistake):
    psql(installed, mistake)
    found = [finding for finding in findings(installed)["mapping"] if "replica identity" in finding["what"]]
    assert found and all(finding["severity"] == "error" for finding in found)
    assert "REPLICA IDENTITY USING INDEX" in found[0]["fix"]
    psql(installed, found[0]["fix"])
    assert "mapping" not in findings(installed)


def test_renamed_table_suggests_the_near_miss(installed):
    psql(installed, 'ALTER TABLE "Panel" RENAME TO "Panels"')
    assert any('Did you mean "Panels"?' in finding["fix"] for finding in findings(installed)["mapping"])


def test_row_level_security_that_hides_rows(installed):
    psql(installed, 'ALTER TABLE "Facility" ENABLE ROW LEVEL SECURITY')
    found = findings(installed)["row_security"][0]
    try:
        psql(installed, found["fix"])
        assert "row_security" not in findings(installed)
    finally:
        psql(installed, "ALTER ROLE masterbus_worker NOBYPASSRLS")


def test_role_of_the_worker(installed):
    try:
        psql(installed, "ALTER ROLE masterbus_worker NOREPLICATION; ALTER ROLE masterbus_worker SET idle_session_timeout = '5s'")
        found = findings(installed)
        assert {"role_replication", "replication_connection", "idle_session_timeout"} <= set(found)
        for name in ("role_replication", "idle_session_timeout"):
            psql(installed, found[name][0]["fix"])
        assert not {"role_replication", "replication_connection", "idle_session_timeout"} & set(findings(installed))
    finally:
        psql(installed, "ALTER ROLE masterbus_worker REPLICATION; ALTER ROLE masterbus_worker RESET idle_session_timeout")


def test_superuser_as_worker(installed):
    assert "role_superuser" in findings(installed, MASTERBUS_DATABASE_URL=installed.dsn)


def test_urls(installed):
    url = f"postgresql://masterbus_worker@/{installed.database}?host={installed.server.directory}"
    found = findings(installed, MASTERBUS_DATABASE_URL=f"{url}&schema=public&connection_limit=5&pgbouncer=true")
    assert "schema, connection_limit" in found["prisma_parameters"][0]["what"]
    assert "pgbouncer_url" in found
    assert not {"prisma_parameters", "pgbouncer_url"} & set(findings(installed, MASTERBUS_DATABASE_URL=url))


class Pooler:
    """A stand-in for PgBouncer: it passes everything on, but announces a process id of its own, as poolers do."""

    def __init__(self, server_socket, directory):
        self.server_socket = str(server_socket)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(directory / ".s.PGSQL.5432"))
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                backend = socket.socket(socket.AF_UNIX)
                backend.connect(self.server_socket)
                threading.Thread(target=self.pump, args=(client, backend, False), daemon=True).start()
                threading.Thread(target=self.pump, args=(backend, client, True), daemon=True).start()

    @staticmethod
    def pump(source, sink, from_server):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                # BackendKeyData: 'K', length 12, process id, secret
                key = data.find(b"K\x00\x00\x00\x0c") if from_server else -1
                if key >= 0:
                    data, from_server = data[: key + 5] + b"\x00\x00\x00\x07" + data[key + 9:], False
                sink.sendall(data)
        sink.close()


def test_pooler_in_the_way(installed):
    with tempfile.TemporaryDirectory(prefix="masterbus-pooler.") as directory:
        pooler = Pooler(installed.server.directory / ".s.PGSQL.5432", pathlib.Path(directory))
        found = findings(installed, MASTERBUS_DATABASE_URL=f"host={directory} user=masterbus_worker dbname={installed.database}")
        pooler.listener.close()
    assert "5432 instead of 6432" in found["pooler"][0]["fix"]
    assert "pooler" not in findings(installed)


def test_server_that_does_not_answer_is_an_error_not_a_crash(installed):
    url = f"postgresql://masterbus_worker:hunter2@/x?host={installed.server.directory}/nowhere"
    found = findings(installed, MASTERBUS_DATABASE_URL=url)
    assert "connection" in found and "hunter2" not in str(found)


def test_plugin_that_the_server_may_not_load(server, installed, settings):
    if not setting_known(server, "output_plugin_libraries"):
        pytest.skip("this server loads any output plugin")
    settings("output_plugin_libraries", "pgoutput")
    found = findings(installed)["wal2json_not_allowed"][0]
    statements = [line for line in found["fix"].splitlines() if line.startswith("ALTER SYSTEM")]
    assert statements == ["ALTER SYSTEM SET output_plugin_libraries = pgoutput, test_decoding, wal2json;"]
    server.execute(statements[0])
    reload(server)
    assert "wal2json_not_allowed" not in findings(installed)


SERVER_SETTINGS = [("max_slot_wal_keep_size", "-1", "'50GB'", "keep_size_unlimited"),
                   ("synchronous_standby_names", "'nobody'", "''", "synchronous_standby_missing")]


@pytest.mark.parametrize(("name", "bad", "good", "finding"), SERVER_SETTINGS, ids=[each[3] for each in SERVER_SETTINGS])
def test_server_setting(installed, settings, name, bad, good, finding):
    settings(name, bad)
    assert finding in findings(installed)
    settings(name, good)
    assert finding not in findings(installed)


def test_sender_timeout_is_the_workers_own_unless_told_otherwise(installed, settings):
    settings("wal_sender_timeout", "0")
    assert "wal_sender_timeout" not in findings(installed)
    assert "wal_sender_timeout" in findings(installed, MASTERBUS_REPLICATION_WAL_SENDER_TIMEOUT_MS="0")


def test_worker_that_is_away(bus):
    assert "worker_away" not in findings(bus)
    assert bus.stop_worker() == 0
    wait_for("the slot to be free", lambda: "worker_away" in findings(bus))


def test_slot_of_another_plugin(prepared):
    prepared.init()
    psql(prepared, f"""SELECT pg_drop_replication_slot('{slot_name(prepared)}');
                       SELECT pg_create_logical_replication_slot('{slot_name(prepared)}', 'test_decoding')""")
    assert "test_decoding" in findings(prepared)["slot_foreign"][0]["what"]


@contextlib.contextmanager
def own_server(config):
    with Server(config) as running:
        bus = Bus(running, running.create_database())
        with bus:
            bus.load_condoit()
            yield bus


def test_slot_that_lost_its_wal():
    with own_server("max_slot_wal_keep_size = '1MB'\nmax_wal_size = '32MB'\nmin_wal_size = '32MB'") as bus:
        bus.init()

        def lost():
            psql(bus, "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000)) FROM generate_series(1, 20);"
                      "SELECT pg_switch_wal(); CHECKPOINT")
            return bus.value("SELECT wal_status = 'lost' FROM pg_replication_slots")

        wait_for("the slot to be given up", lost)
        assert "slot_lost" in findings(bus)
        status = command(bus, "status")
        assert status.returncode == 1 and "lost WAL" in status.stdout
        bus.init()
        assert "slot_lost" not in findings(bus)
        assert bus.value("SELECT count(*) FROM masterbus.dirty_source") > 0


def test_server_without_logical_wal_and_without_the_plugin():
    with own_server("wal_level = replica") as bus:
        plugin = next(path for path in bus.server.directory.glob("tree/**/wal2json.so"))
        plugin.unlink()
        found = findings(bus, MASTERBUS_DATABASE_URL=bus.dsn)
        assert {"wal_level", "wal2json_missing", "extension_missing"} <= set(found)
        assert found["wal_level"][0]["fix"].startswith("ALTER SYSTEM SET wal_level = logical;")
        assert "wal2json" in found["wal2json_missing"][0]["fix"]
        psql(bus, found["wal_level"][0]["fix"])
        done = command(bus, "init")
        assert done.returncode == 1 and "[wal_level]" in done.stderr


def test_transaction_that_stays_open(installed):
    with psycopg.connect(installed.dsn) as blocker:
        blocker.execute("CREATE TABLE held_open (x int)")
        assert "long_transaction" not in findings(installed), "one that is open for seconds is no mistake"
        blocker.rollback()
