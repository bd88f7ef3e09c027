"""A throwaway PostgreSQL for the session, and for each test a database of its own: Condoit in it, MasterBus installed,
and the worker running over it."""
import pytest

from condoit import Condoit
from throwaway import Bus, Server


@pytest.fixture(scope="session")
def server():
    with Server() as running:
        yield running


@pytest.fixture
def database(server):
    """A new, empty database; gives its name. Slots left in it are dropped with it."""
    name = server.create_database()
    yield name
    server.drop_database(name)


@pytest.fixture
def bus(server, database):
    """Condoit's empty tables, MasterBus installed by `masterbus init`, and a worker that has caught up."""
    with Bus(server, database) as running:
        running.load_condoit()
        running.init()
        running.start_worker()
        running.wait_until_current()
        yield running


@pytest.fixture
def condoit(bus):
    """Plain Condoit writes into the database of `bus`."""
    with Condoit(bus.dsn) as writer:
        yield writer
