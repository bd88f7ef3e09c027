"""What an operator and a monitoring system see of a worker: health, metrics, and its report in status."""
import json
import re
import urllib.error
import urllib.request

import pytest

from cli import command
from throwaway import Bus, wait_for


@pytest.fixture
def bus(server, database):
    """As ever, with a worker that serves health and metrics at any free port and reports every second."""
    with Bus(server, database) as running:
        running.settings = {"MASTERBUS_HTTP_LISTEN": "127.0.0.1:0", "MASTERBUS_LOG_REPORT_INTERVAL_S": "1"}
        running.load_condoit()
        running.init()
        running.start_worker()
        running.wait_until_current()
        yield running


def address(bus):
    return wait_for("the address in the log", lambda: re.findall(r"served at (\S+) port (\d+)", bus.log_path.read_text()))[-1]


def get(bus, path):
    host, port = address(bus)
    try:
        with urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers["Content-Type"], refusal.read().decode()


def metrics(bus):
    """Values by name with labels, as Prometheus would read them."""
    status, kind, text = get(bus, "/metrics")
    assert status == 200 and kind.startswith("text/plain; version=0.0.4")
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) masterbus_\w+ .+|masterbus_\w+(\{[^}]*\})? \S+", line), line
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))}


def test_metrics_count_what_was_applied(bus, condoit):
    before = metrics(bus)
    panel = condoit.panel(condoit.facility())
    for load in range(10):
        condoit.update("Panel", panel, loadingPercentage=float(load))
    bus.wait_until_current()
    after = metrics(bus)
    # The two of the marker that waiting writes are applied too.
    assert after["masterbus_transactions_total"] - before["masterbus_transactions_total"] >= 12
    assert after["masterbus_changes_total"] - before["masterbus_changes_total"] >= 12
    assert after['masterbus_phase{phase="streaming"}'] == 1
    count = after["masterbus_commit_to_visible_seconds_count"]
    assert count == after["masterbus_transactions_total"] == after['masterbus_commit_to_visible_seconds_bucket{le="+Inf"}']
    buckets = [value for name, value in after.items() if name.startswith("masterbus_commit_to_visible_seconds_bucket")]
    assert buckets == sorted(buckets) and after["masterbus_commit_to_visible_seconds_sum"] > 0
    assert after["masterbus_queued_transactions"] == 0
    condoit.execute('TRUNCATE "Photo"')
    bus.wait_until_current()
    assert metrics(bus)['masterbus_over_marks_total{cause="truncated"}'] == 1


def test_lag_and_retained_log_follow_the_stream(bus, condoit):
    known = wait_for("the slot to have been looked at", lambda: (m := metrics(bus)).get("masterbus_retained_wal_bytes") is not None and m)
    assert "masterbus_wal_budget_bytes" not in known, "there is no limit"
    with condoit.transaction():
        condoit.execute('LOCK TABLE "Raceway" IN ACCESS EXCLUSIVE MODE')
        bus.query("""INSERT INTO "Organization" (id, name, slug, "updatedAt") SELECT 'o' || n, repeat('x', 1000), 'o' || n, now() FROM generate_series(1, 2000) n RETURNING 1""")
        bus.write_marker()
        wait_for("the lag of a stalled applier", lambda: metrics(bus)["masterbus_lag_bytes"] > 1_000_000 and metrics(bus)["masterbus_applying_transactions"] > 0)
    bus.wait_until_current()
    wait_for("the lag to be gone", lambda: metrics(bus)["masterbus_lag_bytes"] < 100_000)


def test_health_is_the_phase(bus):
    status, kind, text = get(bus, "/health")
    document = json.loads(text)
    assert (status, kind) == (200, "application/json") and document["status"] == "ok" and document["phase"] in ("streaming", "rebuilding")
    bus.query("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE database = current_database() AND active")
    wait_for("the worker to stream again", lambda: metrics(bus)["masterbus_reconnects_total"] >= 1 and get(bus, "/health")[0] == 200)
    assert get(bus, "/nothing")[0] == 404
    assert get(bus, "/health?" + "x" * 10_000)[0] in (400, 414)  # newer versions of the library close the connection on 32 KiB


def test_status_shows_the_workers_report(bus, condoit):
    condoit.panel(condoit.facility())
    report = wait_for("a report", lambda: json.loads(command(bus, "status", "--json").stdout)["report"])
    assert report["transactions"] >= 1 and report["commit_to_visible_ms"]["count"] == report["transactions"]
    assert 0 < report["commit_to_visible_ms"]["p50"] <= report["commit_to_visible_ms"]["p99"]
    assert re.search(r"^visible: \d+ transactions, half of them within \S+ ms", command(bus, "status").stdout, re.M)


def test_address_in_use_is_said_and_nothing_tried(bus):
    taken = ":".join(address(bus))
    done = command(bus, "run", MASTERBUS_HTTP_LISTEN=taken)
    assert done.returncode == 2 and f"nothing can listen at {taken}" in done.stderr
    done = command(bus, "run", MASTERBUS_HTTP_LISTEN="9187")
    assert done.returncode == 2 and "http.listen" in done.stderr and "127.0.0.1:9187" in done.stderr
