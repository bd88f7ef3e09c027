"""A connection on which nothing passes any more, though no one closed it: the worker must not wait for it for ever."""
import time

import pytest

from condoit import Condoit

NOTICED_S = 6.0
# What the worker has to tell silence from rest: the server's patience, and its own message that must come back.
SHORT = {"MASTERBUS_REPLICATION_WAL_SENDER_TIMEOUT_MS": "1000", "MASTERBUS_REPLICATION_HEARTBEAT_INTERVAL_MS": "1000"}


def test_frozen_connections_are_given_up(fleet, proxy):
    """As after a router lost its table: what was open stays silent, new connections pass."""
    fleet.proxy, fleet.settings = proxy, SHORT
    fleet.start_worker()
    with Condoit(fleet.dsn) as condoit:
        panel = condoit.panel(condoit.facility())
        fleet.wait_until_current()
        epoch = fleet.epoch()
        proxy.freeze()
        proxy.forget()
        begun = time.monotonic()
        condoit.update("Panel", panel, loadingPercentage=95.0)
        fleet.wait("new connections in place of the silent ones", lambda: fleet.epoch() > epoch, NOTICED_S)
        print(f"\nsilent connections given up after {time.monotonic() - begun:.2f} s")
    fleet.assert_true()


def test_silence_that_ends_is_survived(fleet, proxy):
    """The server gave the stream up meanwhile."""
    fleet.proxy, fleet.settings = proxy, SHORT
    fleet.start_worker()
    with Condoit(fleet.dsn) as condoit:
        panel = condoit.panel(condoit.facility())
        fleet.wait_until_current()
        proxy.freeze()
        condoit.update("Panel", panel, loadingPercentage=96.0)
        fleet.wait("the server to give the stream up", lambda: not fleet.slot()["active"])
        proxy.thaw()
    fleet.assert_true()
