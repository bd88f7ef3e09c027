"""masterbus init: everything in place once, nothing the second time, and the dry run is what happens."""
import subprocess

import psycopg

from cli import SLOT, command, installed, prepared, psql, slot_name  # noqa: F401 - fixtures
from throwaway import MASTERBUS, Bus, Server, wait_for

STATE = """
SELECT ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'masterbus%%' ORDER BY 1) AS roles,
       (SELECT extversion FROM pg_extension WHERE extname = 'masterbus') AS extension,
       ARRAY(SELECT s::text FROM masterbus.source_table s ORDER BY 1) AS mapping,
       ARRAY(SELECT roname::text FROM pg_replication_origin WHERE roname LIKE %(origins)s ORDER BY 1) AS origins,
       ARRAY(SELECT (source, reason, phase)::text FROM masterbus.dirty_source ORDER BY 1) AS dirty,
       ARRAY(SELECT (node, slot_name, system_identifier, timeline, database_oid, epoch)::text FROM masterbus.progress) AS progress,
       ARRAY(SELECT (c.oid::regclass, c.relacl)::text FROM pg_class c WHERE relnamespace = 'public'::regnamespace ORDER BY 1) AS rights"""


def state(bus):
    return bus.query(STATE, {"origins": slot_name(bus, "%")})[0]


def test_everything_is_in_place(installed):
    now = state(installed)
    assert now["extension"] == "0.1.0"
    assert now["roles"] == ["masterbus_admin", "masterbus_analyst", "masterbus_api", "masterbus_reader", "masterbus_worker"]
    assert len(now["origins"]) == 3
    slot = installed.query(SLOT, [slot_name(installed)])[0]
    assert slot["plugin"] == "wal2json" and not slot["active"]
    lines = installed.value("SELECT count(*) FROM masterbus.source_table WHERE target IS NOT NULL")
    assert len(now["dirty"]) == lines > 0
    unreadable = installed.value(
        "SELECT count(*) FROM masterbus.source_table s WHERE NOT has_table_privilege('masterbus_worker', masterbus.source_relation(s), 'SELECT')")
    assert unreadable == 0


def test_nothing_of_ours_is_made_in_condoits_schema(prepared):
    # The extension itself counts too: Prisma's reset drops the schema with all that belongs to it.
    objects = "SELECT pg_describe_object(classid, objid, objsubid) FROM pg_depend WHERE refobjid = 'public'::regnamespace ORDER BY 1"
    before = prepared.query(objects)
    prepared.init()
    assert prepared.query(objects) == before
    assert prepared.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == 0


def test_second_run_changes_nothing(installed):
    before, slot = state(installed), installed.query(SLOT, [slot_name(installed)])
    done = installed.run("init")
    assert "nothing to do" in done.stderr
    assert state(installed) == before
    assert installed.query(SLOT, [slot_name(installed)]) == slot
    assert installed.run("init", "--dry-run").stdout == ""


def test_dry_run_changes_nothing_and_is_exactly_what_happens(server, prepared):
    script = prepared.run("init", "--dry-run").stdout
    assert prepared.value("SELECT count(*) FROM pg_extension WHERE extname = 'masterbus'") == 0
    assert prepared.query(SLOT, [slot_name(prepared)]) == []
    psql(prepared, script)
    assert prepared.run("init", "--dry-run").stdout == "", "the script left something to do"
    by_script = state(prepared)
    other = server.create_database()
    try:
        with Bus(server, other) as bus:
            bus.load_condoit()
            bus.init()
            by_program = state(bus)
            for part in ("roles", "extension", "mapping", "rights"):
                assert by_program[part] == by_script[part], part
            assert len(by_program["dirty"]) == len(by_script["dirty"])
    finally:
        server.drop_database(other)


def test_says_which_transaction_slot_creation_waits_for(prepared):
    with psycopg.connect(prepared.dsn, application_name="slow migration") as blocker:
        blocker.execute("CREATE TABLE held_open (x int)")
        waiting = subprocess.Popen([MASTERBUS, "init"], env=prepared.environment(), text=True, stderr=subprocess.PIPE)
        line = wait_for("a line about the wait", lambda: next((text for text in waiting.stderr if "waiting for" in text), None))
        assert f"session {blocker.info.backend_pid} " in line
        assert "slow migration" in line and "CREATE TABLE held_open" in line
        assert f"pg_terminate_backend({blocker.info.backend_pid})" in line
        assert waiting.poll() is None
        blocker.rollback()
    assert waiting.wait(timeout=60) == 0
    waiting.stderr.close()
    assert prepared.query(SLOT, [slot_name(prepared)])


def test_waiting_can_be_ended_and_begun_again(prepared):
    with psycopg.connect(prepared.dsn) as blocker:
        blocker.execute("CREATE TABLE held_open (x int)")
        waiting = subprocess.Popen([MASTERBUS, "init"], env=prepared.environment(), text=True, stderr=subprocess.PIPE)
        wait_for("a line about the wait", lambda: next((text for text in waiting.stderr if "waiting for" in text), None))
        waiting.terminate()
        assert waiting.wait(timeout=60) == 1
        waiting.stderr.close()
        assert prepared.query(SLOT, [slot_name(prepared)]) == []
        blocker.rollback()
    prepared.init()
    assert "nothing to do" in prepared.run("init").stderr


def test_lost_rights_and_dropped_slot_are_mended(installed):
    psql(installed, 'REVOKE SELECT ON "Panel" FROM masterbus_worker; TRUNCATE masterbus.dirty_source;')
    psql(installed, f"SELECT pg_drop_replication_slot('{slot_name(installed)}')")
    script = installed.run("init", "--dry-run").stdout
    assert "GRANT SELECT" in script and "pg_create_logical_replication_slot" in script and "CREATE EXTENSION" not in script
    installed.init()
    assert installed.value("""SELECT has_table_privilege('masterbus_worker', '"Panel"', 'SELECT')""")
    assert installed.value("SELECT count(*) FROM masterbus.dirty_source") > 0, "changes were missed while there was no slot"


def test_foreign_slot_of_our_name_is_left_alone(prepared):
    name = slot_name(prepared)
    psql(prepared, f"SELECT pg_create_logical_replication_slot('{name}', 'test_decoding')")
    done = command(prepared, "init")
    assert done.returncode == 1 and name in done.stderr and "not ours" in done.stderr
    assert prepared.query(SLOT, [name])[0]["plugin"] == "test_decoding"


def test_worker_password_is_set_once_and_never_shown(installed, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("correct horse battery\n")
    arguments = ["init", "--worker-password-file", str(secret)]
    dry = command(installed, *arguments, "--dry-run")
    assert "ALTER ROLE masterbus_worker PASSWORD '***'" in dry.stdout
    shown = dry.stdout + dry.stderr + installed.run(*arguments).stderr
    assert "correct horse" not in shown and "SCRAM" not in shown
    try:
        stored = installed.value("SELECT rolpassword FROM pg_authid WHERE rolname = 'masterbus_worker'")
        assert stored.startswith("SCRAM-SHA-256$")
        assert "nothing to do" in installed.run(*arguments).stderr
        assert "nothing to do" in command(installed, "init", MASTERBUS_WORKER_PASSWORD="correct horse battery").stderr
        assert installed.value("SELECT rolpassword FROM pg_authid WHERE rolname = 'masterbus_worker'") == stored
    finally:
        psql(installed, "ALTER ROLE masterbus_worker PASSWORD NULL")


def test_mapping_of_ones_own_and_another_schema(prepared, tmp_path):
    psql(prepared, 'CREATE SCHEMA "Condoit App"; CREATE TABLE "Condoit App"."Facility" (LIKE public."Facility" INCLUDING ALL)')
    prepared.run("init", "--mapping", "condoit", "--condoit-schema", "Condoit App")
    assert prepared.query("SELECT DISTINCT schema_name FROM masterbus.source_table") == [{"schema_name": "Condoit App"}]
    assert prepared.value("""SELECT has_table_privilege('masterbus_worker', '"Condoit App"."Facility"', 'SELECT')""")
    assert "nothing to do" in prepared.run("init").stderr, "without the flag the schema stays as it is"
    own = tmp_path / "mapping.sql"
    own.write_text("DELETE FROM masterbus.source_table WHERE source = 'photo';")
    prepared.run("init", "--mapping", str(own))
    assert prepared.value("SELECT count(*) FROM masterbus.source_table WHERE source = 'photo'") == 0
    assert "nothing to do" in prepared.run("init", "--mapping", "none").stderr
    assert command(prepared, "init", "--mapping", str(tmp_path / "missing.sql")).returncode == 2


def test_clone_begins_anew_with_a_slot_of_its_own(server, installed):
    clone = f"{installed.database}_clone"
    server.execute(f'CREATE DATABASE "{clone}" TEMPLATE "{installed.database}"')
    try:
        with Bus(server, clone) as bus:
            bus.init()
            names = [row["slot_name"] for row in bus.query("SELECT slot_name FROM masterbus.progress")]
            assert names == [slot_name(bus)] != [slot_name(installed)]
            assert installed.query(SLOT, [slot_name(installed)]), "the original's slot was touched"
            assert "nothing to do" in bus.run("init").stderr
    finally:
        server.drop_database(clone)


def test_impossible_setup_changes_nothing():
    with Server("max_replication_slots = 1\nmax_wal_senders = 2") as cramped:
        database = cramped.create_database()
        cramped.execute("SELECT pg_create_physical_replication_slot('taken')")
        bus = Bus(cramped, database)
        done = command(bus, "init")
        assert done.returncode == 1
        assert "[replication_slots_full]" in done.stderr and "nothing was changed" in done.stderr
        assert cramped.execute("SELECT count(*) FROM pg_extension WHERE extname = 'masterbus'", database=database) == [(0,)]
        assert cramped.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'masterbus%'") == [(0,)]
