"""masterbus status, mapping check, rebuild, verify and version, as an operator uses them."""
import json
import subprocess

import psycopg
import pytest

from cli import command, installed, prepared, psql, slot_name  # noqa: F401 - fixtures
from condoit import Condoit
from throwaway import MASTERBUS, wait_for


def status(bus, expected=0):
    done = command(bus, "status", "--json")
    assert done.returncode == expected, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def panels(installed):
    """A facility with 300 panels in Condoit; nothing of it read yet."""
    with Condoit(installed.dsn) as condoit:
        facility = condoit.facility(name="Mill")
        condoit.execute(
            """INSERT INTO "Panel" (id, "organizationId", "facilityId", name, "installDate", "conductorMaterial", "loadingPercentage",
                                   "relativeHumidity", "ambientTemperatureF", "updatedAt")
               SELECT 'panel_' || n, %s, %s, 'Panel ' || n, '1990-01-01', 'COPPER', 20, 40, 70, now() FROM generate_series(1, 300) n""",
            [condoit.organization, facility])
        yield condoit


def test_status_of_a_running_worker(bus):
    now = status(bus)
    assert (now["node"], now["version"], now["extension"], now["problems"]) == ("main", "0.1.0", "0.1.0", [])
    assert now["slot"]["name"] == slot_name(bus) and now["slot"]["active"]
    assert now["slot"]["retained_bytes"] >= 0 and now["slot"]["max_slot_wal_keep_bytes"] is None
    assert now["dirty_sources"] == []
    assert now["leader"]["pid"] == bus.value("SELECT active_pid FROM pg_replication_slots WHERE slot_name = %s", [slot_name(bus)])
    assert now["lag"]["seconds"] >= 0
    text = command(bus, "status").stdout
    assert f"slot:    {slot_name(bus)}" in text and "leader:  session" in text


def test_status_without_a_worker(installed, panels):
    now = status(installed, expected=1)
    assert now["leader"] is None and now["problems"] == ["no worker is connected: run masterbus run"]
    assert {line["source"] for line in now["dirty_sources"]} >= {"facility", "panel"}
    assert all(line["reason"] == "init" for line in now["dirty_sources"])
    assert now["lag"]["bytes"] > 0


def test_status_names_lines_whose_table_is_gone(installed):
    psql(installed, 'ALTER TABLE "Photo" RENAME TO "Picture"')
    assert "mapping line photo is not followed, its rows are stale: its table does not exist; run masterbus mapping check" in status(installed, expected=1)["problems"]


def test_status_before_init(prepared):
    done = command(prepared, "status", "--json", MASTERBUS_DATABASE_URL=prepared.dsn)
    assert done.returncode == 1 and "run masterbus init" in json.loads(done.stdout)["problems"][0]


def test_status_needs_no_more_than_the_workers_rights(bus):
    assert command(bus, "status", MASTERBUS_DATABASE_ADMIN_URL=None).returncode == 0


def test_rebuild_without_a_worker_does_the_work(installed, panels):
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 0
    done = installed.run("rebuild")
    assert "done in" in done.stderr
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 300
    assert installed.value("SELECT count(*) FROM masterbus.dirty_source") == 0
    assert installed.run("verify").stderr.endswith("masterbus: 0 differences\n")


def test_rebuild_as_superuser_takes_on_the_workers_role(installed, panels):
    done = command(installed, "rebuild", MASTERBUS_DATABASE_URL=installed.dsn)
    assert done.returncode == 0, done.stderr
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 300


def test_rebuild_of_one_line(installed, panels):
    installed.run("rebuild")
    psql(installed, "DELETE FROM masterbus.equipment WHERE equipment_id = 'panel_7'")
    installed.run("rebuild", "--source", "panel")
    assert installed.value("SELECT count(*) FROM masterbus.equipment") == 300
    done = command(installed, "rebuild", "--source", "panle")
    assert done.returncode == 2 and 'did you mean "panel"?' in done.stderr


def test_rebuild_removes_copies_whose_source_row_is_gone(installed, panels):
    installed.run("rebuild")
    panels.execute("""DELETE FROM "Panel" WHERE id = 'panel_1'""")
    installed.run("rebuild")
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 299


def test_rebuild_with_a_worker_leaves_the_work_to_it(bus, condoit):
    condoit.panel(condoit.facility())
    bus.wait_until_current()
    epoch = bus.value("SELECT epoch FROM masterbus.progress")
    bus.run("rebuild")
    assert bus.value("SELECT count(*) FROM masterbus.dirty_source") == 0
    assert bus.value("SELECT epoch FROM masterbus.progress") == epoch, "the worker was disturbed"
    assert bus.worker.poll() is None
    bus.run("rebuild", "--no-wait")
    bus.assert_true()


def test_rebuild_waits_for_a_migration_instead_of_holding_it_up(installed, panels):
    with psycopg.connect(installed.dsn) as migration:
        migration.execute('LOCK TABLE "Panel" IN ACCESS EXCLUSIVE MODE')
        waiting = subprocess.Popen([MASTERBUS, "rebuild"], env=installed.environment(), stderr=subprocess.PIPE, text=True)
        wait_for("the rebuild to have been refused the lock", lambda: installed.value(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'masterbus%%'") > 0)
        assert installed.value("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'") == 0
        migration.execute('ALTER TABLE "Panel" ADD COLUMN extra int')
        migration.commit()
    assert waiting.wait(timeout=60) == 0
    waiting.stderr.close()
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 300


def test_verify_prints_each_difference(installed, panels):
    installed.run("rebuild")
    psql(installed, """UPDATE masterbus.equipment SET name = 'forged' WHERE equipment_id = 'panel_3';
                       UPDATE masterbus.equipment_result SET score_tenths = 1 WHERE equipment_id = 'panel_4'""")
    done = command(installed, "verify", "--json")
    assert done.returncode == 1
    differences = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(d["hop"], d["relation"], d["key"], d["side"]) for d in differences} >= {
        ("source", "equipment", "panel_3", "only expected"), ("source", "equipment", "panel_3", "only found"),
        ("result", "equipment_result", "panel_4", "only expected"), ("result", "equipment_result", "panel_4", "only found")}
    text = command(installed, "verify")
    assert text.returncode == 1 and "source: equipment org_1/panel_3 only found" in text.stdout
    assert f"{len(differences)} differences" in text.stderr


def test_verify_looks_again_while_changes_stream(bus, condoit):
    facility = condoit.facility()
    panel = condoit.panel(facility)
    bus.wait_until_current()
    verify = subprocess.Popen([MASTERBUS, "verify", "--json"], env=bus.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    loading = 0
    while verify.poll() is None:
        loading += 1
        condoit.update("Panel", panel, loadingPercentage=float(loading % 100))
    output, errors = verify.communicate()
    assert verify.returncode == 0, output + errors
    assert loading > 10


def test_verify_finds_what_is_wrong_while_a_worker_runs(bus, condoit):
    panel = condoit.panel(condoit.facility())
    bus.wait_until_current()
    psql(bus, f"UPDATE masterbus.equipment SET name = 'forged' WHERE equipment_id = '{panel}'")
    done = command(bus, "verify", "--json")
    assert done.returncode == 1
    assert {json.loads(line)["key"] for line in done.stdout.splitlines()} == {panel}


def test_verify_refuses_a_role_that_does_not_see_every_row(installed):
    psql(installed, "CREATE ROLE half_blind LOGIN; GRANT masterbus_reader TO half_blind; GRANT SELECT ON ALL TABLES IN SCHEMA public, masterbus TO half_blind;"
                    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA masterbus TO half_blind")
    try:
        done = command(installed, "verify", MASTERBUS_DATABASE_URL=installed.server.dsn(installed.database, "half_blind"))
        assert done.returncode == 1 and "row-level security" in done.stderr
    finally:
        psql(installed, "DROP OWNED BY half_blind; DROP ROLE half_blind")


def test_mapping_check(installed):
    done = installed.run("mapping", "check")
    assert done.stdout.startswith("every one of ") and done.returncode == 0
    psql(installed, "UPDATE masterbus.source_table SET table_name = 'panel' WHERE source = 'panel'")
    done = command(installed, "mapping", "check")
    assert done.returncode == 1
    assert 'error: line panel: table "public"."panel" does not exist' in done.stdout and 'Did you mean "Panel"?' in done.stdout
    problem = json.loads(command(installed, "mapping", "check", "--json").stdout.splitlines()[0])
    assert problem["source"] == "panel" and problem["severity"] == "error"


def test_version(installed):
    done = installed.run("version")
    assert done.stdout.splitlines()[:2] == ["masterbus 0.1.0", "extension 0.1.0"]
    done = command(installed, "version", MASTERBUS_DATABASE_URL="host=/nowhere")
    assert done.returncode == 0 and done.stdout.startswith("masterbus 0.1.0\nextension unknown")


def test_configuration_errors_exit_2_and_try_nothing(installed, tmp_path):
    file = tmp_path / "masterbus.toml"
    file.write_text("[pipeline]\nlinger_sm = 1\n")
    done = command(installed, "status", "--config", str(file))
    assert done.returncode == 2 and f"{file}:2: unknown key pipeline.linger_sm" in done.stderr
    done = command(installed, "status", MASTERBUS_PIPELIN_LINGER_MS="1")
    assert done.returncode == 2 and "MASTERBUS_PIPELIN_LINGER_MS" in done.stderr
    assert command(installed, "statsu").returncode == 2
    assert command(installed, "status", "--jsno").returncode == 2


def test_secrets_are_not_printed(installed, tmp_path):
    url = f"postgresql://masterbus_worker:hunter2@/nowhere?host={installed.server.directory}"
    for arguments in (["--print-config"], ["status"], ["doctor"], ["version"]):
        done = command(installed, *arguments, MASTERBUS_DATABASE_URL=url)
        assert "hunter2" not in done.stdout + done.stderr, arguments
    log = tmp_path / "run.log"
    with open(log, "w", encoding="utf-8") as output:
        environment = installed.environment() | {"MASTERBUS_DATABASE_URL": url}
        worker = subprocess.Popen([MASTERBUS, "run", "--log-level", "trace"], env=environment, stdout=output, stderr=output)
    wait_for("the refused connection to be logged", lambda: "nowhere" in log.read_text())
    worker.terminate()
    worker.wait(timeout=60)
    assert "hunter2" not in log.read_text()
