"""masterbus status, mapping check, verify and version, as an operator uses them."""
import json
import subprocess

from cli import command, installed, panels, prepared, psql, slot_name  # noqa: F401 - fixtures
from throwaway import MASTERBUS, wait_for


def status(bus, expected=0):
    done = command(bus, "status", "--json")
    assert done.returncode == expected, done.stdout + done.stderr
    return json.loads(done.stdout)


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


def test_verify_prints_a_difference_once(installed, panels):
    panels.facility(name="Pier")
    installed.run("rebuild")
    psql(installed, "UPDATE masterbus.facility_result SET equipment_count = equipment_count + 1")
    done = command(installed, "verify", "--json", MASTERBUS_REBUILD_CHUNK_FACILITIES="1")
    differences = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted((d["hop"], d["relation"], d["side"]) for d in differences) == sorted(
        (hop, relation, side) for hop, relation, rows in [("result", "facility_result", 2), ("portfolio", "portfolio_sum", 1)]
        for side in ["only expected", "only found"] for _ in range(rows))
    psql(installed, "UPDATE masterbus.facility_result SET equipment_count = equipment_count - 1")
    psql(installed, "UPDATE masterbus.portfolio_sum SET sums[1] = 99")
    assert {json.loads(line)["key"] for line in command(installed, "verify", "--json").stdout.splitlines()} == {panels.organization}
    installed.run("rebuild")
    assert command(installed, "verify").returncode == 0


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
