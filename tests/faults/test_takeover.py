"""A second worker stands by and takes over; an old leader that comes back writes nothing."""
import json
import time

import pytest

from chain import assert_chains
from cli import command
from condoit import Condoit
from failpoints import require_compiled_in
from fleet import QUICK

TAKEOVER_S = 5.0
STREAMING_S = 5.0
WRITTEN = """SELECT (SELECT max(batch) FROM masterbus.equipment_history) AS batch, (SELECT xmin::text FROM masterbus.progress) AS progress,
                    (SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY equipment_id) FROM masterbus.equipment_result) AS results,
                    (SELECT string_agg(xmin::text || ctid::text, ' ' ORDER BY equipment_id) FROM masterbus.equipment) AS copies"""


@pytest.fixture
def pair(fleet, request):
    """A leader and a standby, with the product's own settings unless the test has others."""
    fleet.settings = getattr(request, "param", {})
    leader = fleet.start_worker()
    fleet.wait_until_leading(leader)
    standby = fleet.start_worker()
    fleet.wait_until_standing_by(standby)
    return leader, standby


def measure_takeover(fleet, worker, limit_s, what):
    begun = time.monotonic()
    fleet.wait_until_leading(worker)
    taken_s = time.monotonic() - begun
    print(f"\ntakeover after {what}: {taken_s:.2f} s")
    assert taken_s <= limit_s
    return taken_s


def test_takeover_after_the_leader_was_killed(fleet, pair):
    leader, standby = pair
    with Condoit(fleet.dsn) as condoit:
        condoit.panel(condoit.facility())
        leader.kill()
        condoit.panel(condoit.facility())
        measure_takeover(fleet, standby, TAKEOVER_S, "SIGKILL")
    fleet.assert_true()
    assert fleet.value("SELECT count(*) FROM threatmap.equipment") == 2


def test_takeover_from_a_frozen_leader_in_the_middle_of_a_commit(fleet, pair):
    """Frozen before its COMMIT, with more to apply in its socket: when it goes on, none of that may be written."""
    require_compiled_in()
    leader, standby = pair
    leader.set_failpoints("before_commit=hang")
    with Condoit(fleet.dsn) as condoit:
        panel = condoit.panel(condoit.facility())
        fleet.wait("the leader before its COMMIT", lambda: fleet.value(
            "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'masterbus-apply' AND state IN ('idle', 'active'))"))
        condoit.update("Panel", panel, loadingPercentage=90.0)
        leader.freeze()
        leader.set_failpoints("")
        measure_takeover(fleet, standby, TAKEOVER_S, "SIGSTOP")
    fleet.assert_true()
    written, epoch, since = fleet.query(WRITTEN), fleet.epoch(), leader.log_size()
    leader.thaw()
    fleet.wait("the old leader to give way", lambda: leader.was_fenced() or "standing by" in leader.log(since))
    assert fleet.leader() is standby and fleet.epoch() == epoch
    assert fleet.query(WRITTEN) == written, f"the old leader has written\n{fleet.report()}"
    fleet.assert_true()
    assert_chains(fleet)


@pytest.mark.parametrize("pair", [QUICK], indirect=True, ids=["quick"])
def test_old_leader_leads_again_when_its_successor_is_gone(fleet, pair):
    leader, standby = pair
    leader.freeze()
    fleet.wait_until_leading(standby)
    leader.thaw()
    fleet.wait("the old leader to give way", lambda: leader.was_fenced() or "standing by" in leader.log())
    if not leader.running:
        leader.start()
    assert standby.stop() == 0
    fleet.wait_until_leading(leader)
    with Condoit(fleet.dsn) as condoit:
        condoit.panel(condoit.facility())
    fleet.assert_true()


def test_status_names_who_leads_while_another_stands_by(fleet, pair):
    leader, _ = pair
    sessions = fleet.query("SELECT application_name, count(*) FROM pg_stat_activity WHERE usename = 'masterbus_worker' AND datname = current_database() "
                           "GROUP BY 1 ORDER BY 1")
    assert {(row["application_name"], row["count"]) for row in sessions} >= {("masterbus-apply", 1), ("masterbus-monitor", 1), ("masterbus-standby", 1)}
    now = json.loads(command(fleet, "status", "--json").stdout)
    assert now["leader"]["pid"] == fleet.slot()["active_pid"] and now["problems"] == []
    assert fleet.leader() is leader


def test_status_says_that_another_worker_stands_by(fleet, pair):
    assert json.loads(command(fleet, "status", "--json").stdout)["standbys"] == 1


def test_restart_to_streaming(fleet):
    worker = fleet.start_worker()
    fleet.wait_until_current()
    for end in (worker.stop, worker.kill):
        end()
        epoch = fleet.epoch()
        fleet.wait("the slot free", lambda: not fleet.slot()["active"])
        begun = time.monotonic()
        worker.start()
        fleet.wait("streaming", lambda: fleet.value("SELECT epoch > %s AND state = 'streaming' FROM masterbus.progress", [epoch]))
        taken_s = time.monotonic() - begun
        print(f"\nrestart to streaming after {end.__name__}: {taken_s:.2f} s")
        assert taken_s <= STREAMING_S
