"""A row that fails by itself is set aside with its error; all others go on, and it comes back once it can."""
import json

import pytest

from throwaway import wait_for

DIVIDES = """UPDATE masterbus.source_table SET query = replace(query, 'p."loadingPercentage" AS',
             'p."loadingPercentage" + 0 / (p."loadingPercentage" - 66)::int AS') WHERE source = 'panel'"""


@pytest.fixture
def panels(bus, condoit):
    """Twenty panels, read by a query that cannot divide when a panel's load is 66 percent."""
    facility = condoit.facility()
    made = [condoit.panel(facility, name=f"Panel {n}", loadingPercentage=40.0) for n in range(20)]
    bus.wait_until_current()
    condoit.execute(DIVIDES)
    wait_for("the new line read", lambda: bus.value("SELECT fingerprint FROM masterbus.streamed_line WHERE source = 'panel'")
             == bus.value("SELECT md5(s::text || coalesce(masterbus.source_relation(s)::oid, 0)) FROM masterbus.source_table s WHERE source = 'panel'"))
    bus.assert_true()
    return made


def parked(bus):
    return {row["source_key"]: row["error"] for row in bus.query("SELECT source_key, error FROM masterbus.parked_key")}


def load(bus, panel):
    return bus.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = %s", [panel])


def test_bad_row_in_a_batch_is_parked_and_comes_back_when_it_is_mended(bus, condoit, panels):
    with condoit.transaction():
        for number, panel in enumerate(panels):
            condoit.update("Panel", panel, loadingPercentage=66.0 if number == 7 else 90.0)
    bus.assert_true(parked=[panels[7]])
    assert "division by zero" in parked(bus)[panels[7]]
    assert load(bus, panels[7]) == 40.0, "the row keeps what was known of it"
    assert all(load(bus, panel) == 90.0 for panel in panels[:7] + panels[8:])
    listed = bus.run("parked", "list", "--json", check=False)
    assert listed.returncode == 1 and json.loads(listed.stdout)["key"] == panels[7]
    assert json.loads(bus.run("status", "--json", check=False).stdout)["parked_keys"] == 1
    verified = bus.run("verify", check=False)
    assert verified.returncode == 1 and "parked: 1 source rows" in verified.stderr
    condoit.update("Panel", panels[7], loadingPercentage=67.0)
    bus.assert_true()
    assert bus.run("verify").returncode == 0
    assert load(bus, panels[7]) == 67.0


def test_retry_tries_again_once_the_line_is_mended(bus, condoit, panels):
    condoit.update("Panel", panels[3], loadingPercentage=66.0)
    bus.wait_until_current()
    assert list(parked(bus)) == [panels[3]]
    bus.run("parked", "retry", "--source", "panel")
    wait_for("the second attempt", lambda: bus.query("SELECT FROM masterbus.parked_key WHERE attempts = 2 AND NOT retry"))
    condoit.delete("Panel", panels[3])
    bus.assert_true()


def test_rebuild_parks_what_fails_and_goes_on(bus, condoit, panels):
    assert bus.stop_worker() == 0
    condoit.update("Panel", panels[5], loadingPercentage=66.0)
    condoit.update("Panel", panels[6], loadingPercentage=91.0)
    bus.run("rebuild", "--source", "panel")
    assert load(bus, panels[6]) == 91.0
    bus.start_worker()
    bus.assert_true(parked=[panels[5]])
