"""masterbus uninstall: history is kept as CSV, nothing of ours is left, nothing else is touched."""
import csv
import signal
import subprocess

import pytest

from cli import SLOT, command, installed, prepared, psql, slot_name  # noqa: F401 - fixtures
from condoit import Condoit
from throwaway import MASTERBUS, wait_for


@pytest.fixture
def scored(installed):
    """Two items in ThreatMap, with their history; no worker."""
    with Condoit(installed.dsn) as condoit:
        facility = condoit.facility()
        condoit.panel(facility, name='Panel "A", north')
        condoit.panel(facility)
    installed.run("rebuild")
    return installed


def left_behind(bus):
    return bus.query(
        """SELECT 'schema ' || nspname AS what FROM pg_namespace WHERE nspname IN ('masterbus', 'threatmap', 'voltmetrics')
           UNION ALL SELECT 'extension' FROM pg_extension WHERE extname = 'masterbus'
           UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE slot_name = %s
           UNION ALL SELECT 'origin ' || roname FROM pg_replication_origin WHERE roname LIKE %s
           UNION ALL SELECT 'right on ' || oid::regclass FROM pg_class
                     WHERE relnamespace = 'public'::regnamespace AND relacl::text LIKE '%%masterbus%%'
           UNION ALL SELECT 'right on schema ' || nspname FROM pg_namespace WHERE nspacl::text LIKE '%%masterbus%%'
           UNION ALL SELECT 'right on ' || oid::regprocedure FROM pg_proc WHERE proacl::text LIKE '%%masterbus%%'""",
        [slot_name(bus), slot_name(bus, "%")])


def test_history_is_exported_and_nothing_is_left(scored, tmp_path):
    history = scored.query("SELECT equipment_id, score_tenths FROM masterbus.equipment_history ORDER BY equipment_id, batch")
    condoit_before = scored.value("""SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM "Panel" p""")
    scored.run("uninstall", "--yes", "--export-dir", str(tmp_path / "kept"))
    with open(tmp_path / "kept" / "equipment_history.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["equipment_id"], int(row["score_tenths"])) for row in rows] == [(row["equipment_id"], row["score_tenths"]) for row in history]
    names = {"equipment_history", "facility_history", "source_table", "organization_setting", "login_organization",
             "factor_model", "model_activation", "nfpa70b_rules", "nfpa70b_interval", "cnaim_setting"}
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {f"{name}.csv" for name in names}
    assert left_behind(scored) == []
    assert scored.value("""SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM "Panel" p""") == condoit_before
    again = scored.run("uninstall", "--yes", "--keep-roles")
    assert "nothing to do" in again.stderr


def test_history_is_not_thrown_away_by_accident(scored, tmp_path):
    done = command(scored, "uninstall", "--yes")
    assert done.returncode == 2 and "--export-dir" in done.stderr and "--no-export" in done.stderr
    (tmp_path / "equipment_history.csv").write_text("precious")
    done = command(scored, "uninstall", "--yes", "--export-dir", str(tmp_path))
    assert done.returncode == 1 and "exists already" in done.stderr
    assert (tmp_path / "equipment_history.csv").read_text() == "precious"
    assert scored.query(SLOT, [slot_name(scored)]) and scored.value("SELECT count(*) FROM masterbus.equipment_history") > 0


def test_dry_run_changes_nothing_and_is_exactly_what_happens(scored):
    script = scored.run("uninstall", "--dry-run").stdout
    assert scored.query(SLOT, [slot_name(scored)])
    psql(scored, script)
    assert left_behind(scored) == []


def test_asks_for_the_databases_name(scored):
    def answer(text):
        return subprocess.run([MASTERBUS, "uninstall", "--no-export"], env=scored.environment(), input=text, text=True, capture_output=True,
                              check=False, timeout=60)

    for wrong in ("yes\n", ""):
        done = answer(wrong)
        assert done.returncode == 1 and "nothing was changed" in done.stderr
    asking = subprocess.Popen([MASTERBUS, "uninstall", "--no-export"], env=scored.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for("the question", lambda: "This removes" in asking.stderr.readline())
    asking.send_signal(signal.SIGINT)
    assert asking.wait(timeout=60) == 1
    asking.communicate()
    assert left_behind(scored)
    assert answer(f"{scored.database}\n").returncode == 0
    assert left_behind(scored) == []


def test_running_worker_is_not_pulled_away_from(bus):
    done = command(bus, "uninstall", "--yes", "--no-export")
    assert done.returncode == 1 and "stop it first" in done.stderr
    assert bus.worker.poll() is None and bus.query(SLOT, [slot_name(bus)])
    assert bus.stop_worker() == 0
    wait_for("the slot to be free", lambda: not bus.query(SLOT, [slot_name(bus)])[0]["active"])
    bus.run("uninstall", "--yes", "--no-export")
    assert left_behind(bus) == []


def test_only_our_own_slot_is_dropped(installed):
    psql(installed, f"""SELECT pg_drop_replication_slot('{slot_name(installed)}');
                        SELECT pg_create_logical_replication_slot('{slot_name(installed)}', 'test_decoding');
                        SELECT pg_create_logical_replication_slot('somebody_elses', 'wal2json')""")
    done = command(installed, "uninstall", "--yes", "--no-export")
    assert done.returncode == 1 and "not ours to drop" in done.stderr
    psql(installed, f"SELECT pg_drop_replication_slot('{slot_name(installed)}')")
    installed.run("uninstall", "--yes", "--no-export")
    assert installed.query(SLOT, ["somebody_elses"])


def test_roles_that_somebody_uses_stay(installed):
    psql(installed, "CREATE ROLE analyst_of_test LOGIN; GRANT masterbus_analyst TO analyst_of_test")
    try:
        done = installed.run("uninstall", "--yes", "--no-export")
        assert "role masterbus_analyst stays" in done.stderr
        assert installed.value("SELECT count(*) FROM pg_roles WHERE rolname = 'masterbus_analyst'") == 1
    finally:
        psql(installed, "DROP ROLE analyst_of_test")


def test_init_after_uninstall(scored):
    scored.run("uninstall", "--yes", "--no-export")
    scored.init()
    scored.run("rebuild")
    assert scored.value("SELECT count(*) FROM threatmap.equipment") == 2
