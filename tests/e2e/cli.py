"""What the tests of the operator's commands share: a database without a worker, and doctor's findings by name."""
import json
import subprocess

import pytest

from condoit import Condoit
from throwaway import MASTERBUS, Bus

SLOT = "SELECT slot_name, plugin, active, restart_lsn::text FROM pg_replication_slots WHERE slot_name = %s"


@pytest.fixture
def prepared(server, database):
    """Condoit's empty tables; nothing of MasterBus yet."""
    with Bus(server, database) as bus:
        bus.load_condoit()
        yield bus


@pytest.fixture
def installed(prepared):
    """Condoit's empty tables and `masterbus init`; no worker."""
    prepared.init()
    return prepared


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


def slot_name(bus, node="main"):
    oid = bus.value("SELECT oid::int8 AS oid FROM pg_database WHERE datname = current_database()")
    return f"masterbus_{oid}_{node}"


def psql(bus, script):
    """Runs a script as an operator would: by psql, as superuser, ending at the first error."""
    done = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", bus.dsn], input=script, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stderr}\n{script}"
    return done.stdout


def command(bus, *arguments, **environment):
    """Runs the program with variables on top of the usual ones; a value of None takes one away."""
    merged = {name: value for name, value in (bus.environment() | environment).items() if value is not None}
    return subprocess.run([MASTERBUS, *arguments], env=merged, text=True, capture_output=True, timeout=120, check=False)


def findings(bus, **environment):
    """doctor's findings: a list per name. The exit status must agree with what it says."""
    done = command(bus, "doctor", "--json", **environment)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    worst = 2 if report["errors"] else 1 if report["warnings"] else 0
    assert done.returncode == report["status"] == worst
    by_name = {}
    for finding in report["findings"]:
        assert finding["what"] and finding["why"] and finding["fix"], finding
        by_name.setdefault(finding["name"], []).append(finding)
    return by_name
