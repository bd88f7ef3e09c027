"""Every failpoint that the pipeline's README names, one after the other under one worker: a crash there, and a failure."""
import pytest

from chain import assert_chains
from condoit import Condoit
from failpoints import PROVOCATIONS, documented, require_compiled_in, strike
from fleet import QUICK


def test_readme_lists_every_failpoint():
    assert len(documented()) == len(set(documented())) >= 15
    assert sorted(PROVOCATIONS) == sorted(documented())


@pytest.mark.parametrize("action", ["crash", "throw"])
def test_worker_recovers_at_every_failpoint(fleet, action):
    require_compiled_in()
    fleet.settings = QUICK
    worker = fleet.start_worker()
    with Condoit(fleet.dsn) as condoit:
        panel = condoit.panel(condoit.facility())
        fleet.wait_until_current()
        struck = []
        for load, name in enumerate(documented()):
            fleet.wait_until_leading(worker)
            strike(fleet, worker, name, action)
            condoit.update("Panel", panel, loadingPercentage=float(load))
            struck.append(name)
        fleet.assert_true()
    assert struck == documented()
    assert_chains(fleet)
    assert fleet.value("SELECT loading_pct FROM masterbus.equipment") == len(struck) - 1
