"""masterbus rebuild: in chunks, behind live changes, and from where it stood after an interruption."""
import json
import os
import pty
import re
import subprocess

import psycopg

from cli import command, installed, panels, prepared, psql  # noqa: F401 - fixtures
from throwaway import MASTERBUS, wait_for

SMALL_CHUNKS = {"MASTERBUS_REBUILD_CHUNK_KEYS": "1"}
PANELS_DONE = "SELECT coalesce((SELECT keys_done FROM masterbus.dirty_source WHERE source = 'panel' AND phase = 'source'), 0)"
PROCESSES_IN_THE_SERVER = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'masterbus%%'"


def start_rebuild(bus, *arguments, **streams):
    return subprocess.Popen([MASTERBUS, "rebuild", *arguments], env=bus.environment() | SMALL_CHUNKS, **streams)


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
        wait_for("the rebuild to have been refused the lock", lambda: installed.value(PROCESSES_IN_THE_SERVER) > 0)
        assert installed.value("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'") == 0
        migration.execute('ALTER TABLE "Panel" ADD COLUMN extra int')
        migration.commit()
    assert waiting.wait(timeout=60) == 0
    waiting.stderr.close()
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 300


def test_killed_rebuild_goes_on_where_it_stood(installed, panels):
    rebuild = start_rebuild(installed)
    wait_for("some panels read", lambda: installed.value(PANELS_DONE) >= 20)
    rebuild.kill()
    rebuild.wait()
    wait_for("the server to be done with its last chunk", lambda: installed.value(PROCESSES_IN_THE_SERVER) == 0)
    done = installed.value(PANELS_DONE)
    status = json.loads(command(installed, "status", "--json").stdout)
    marked = {line["source"]: line for line in status["dirty_sources"]}
    assert marked["panel"]["keys_done"] == done < 300
    read = installed.value("SELECT min(equipment_id) FROM masterbus.equipment")
    panels.update("Panel", read, loadingPercentage=99.0)
    resumed = installed.run("rebuild", "--resume")
    assert "done in" in resumed.stderr
    assert installed.value("SELECT count(*) FROM threatmap.equipment") == 300
    assert installed.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = %s", [read]) == 20, "read a second time"
    installed.start_worker()
    installed.assert_true()


def test_killed_worker_goes_on_where_it_stood_while_live_changes_come_first(bus, condoit):
    facility = condoit.facility()
    condoit.execute("""INSERT INTO "Panel" (id, "organizationId", "facilityId", name, "installDate", "conductorMaterial", "loadingPercentage",
                                            "relativeHumidity", "ambientTemperatureF", "updatedAt")
                       SELECT 'panel_' || n, %s, %s, 'Panel ' || n, '1990-01-01', 'COPPER', 20, 40, 70, now() FROM generate_series(1, 500) n""",
                    [condoit.organization, facility])
    bus.assert_true()
    assert bus.stop_worker() == 0
    bus.settings = SMALL_CHUNKS
    bus.run("rebuild", "--no-wait")
    bus.start_worker()
    wait_for("some panels read", lambda: bus.value(PANELS_DONE) >= 20)
    bus.kill_worker()
    done = bus.value(PANELS_DONE)
    assert 0 < done < 500
    bus.start_worker()
    after = wait_for("more panels read", lambda: bus.value(PANELS_DONE) if bus.value(PANELS_DONE) != done else 0)
    assert after > done
    condoit.update("Panel", "panel_1", loadingPercentage=95.0)
    wait_for("the live change", lambda: bus.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = 'panel_1'") == 95)
    assert bus.value("SELECT count(*) FROM masterbus.dirty_source") > 0, "the rereading was over before"
    bus.assert_true()


def test_progress_bar_on_a_terminal(installed, panels):
    ours, theirs = pty.openpty()
    rebuild = start_rebuild(installed, stderr=theirs)
    os.close(theirs)
    shown = b""
    while chunk := read_terminal(ours):
        shown += chunk
    os.close(ours)
    assert rebuild.wait(60) == 0
    percent = [int(number) for number in re.findall(rb"\[#*-*\] +(\d+) %", shown)]
    assert len(percent) > 3 and percent == sorted(percent), shown
    assert b"done in" in shown


def read_terminal(terminal):
    """Empty at its end: a terminal whose other side is closed gives an error instead of nothing."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
