"""The crash tests share the throwaway parts of the end-to-end tests: their folder comes onto Python's path here."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from fleet import Fleet  # noqa: E402
from proxy import Proxy  # noqa: E402
from throwaway import Server  # noqa: E402


@pytest.fixture(scope="session")
def server():
    with Server() as running:
        yield running


@pytest.fixture
def proxy(server):
    with Proxy(server.directory / ".s.PGSQL.5432") as running:
        yield running


@pytest.fixture(scope="module")
def installed(server):
    """A database with Condoit's empty tables and MasterBus."""
    name = server.create_database()
    with Fleet(server, name) as prepared:
        prepared.load_condoit()
        prepared.init()
        yield prepared
    server.drop_database(name)


@pytest.fixture
def fleet(installed):
    """`installed` without a worker yet; what a test leaves behind is gone before the next."""
    installed.proxy, installed.settings = None, {}
    yield installed
    for worker in list(installed.workers):
        installed.remove(worker)
    installed.execute('TRUNCATE "Organization" CASCADE')
