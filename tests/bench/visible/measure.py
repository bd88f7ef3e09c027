"""Commit to visible over a loaded database, and the refresh of a materialized view of the same figures, in one run."""
import os
import pathlib
import statistics
import subprocess
import threading
import time

import psycopg

from throwaway import BUILD_DIR, wait_for

MASTERBUS = BUILD_DIR / "bin" / "masterbus"
WRITES = int(os.environ.get("WRITES", "1000"))
RATE = float(os.environ.get("RATE", "50"))
WARM_UP = 100  # writes before those that count: fresh statistics have every kept plan made anew
REFRESHES = 3
HERE = pathlib.Path(__file__).parent


def dsn(user="postgres"):
    return f"host={os.environ['PGHOST']} port=5432 user={user} dbname={os.environ['PGDATABASE']}"


def start_worker(init=True):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MASTERBUS_")} | {
        "MASTERBUS_DATABASE_URL": dsn("masterbus_worker"), "MASTERBUS_DATABASE_ADMIN_URL": dsn()}
    if init:
        subprocess.run([MASTERBUS, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with open(pathlib.Path(os.environ["PGHOST"]) / "worker.log", "wb") as log:
        return subprocess.Popen([MASTERBUS, "run"], env=environment, stdout=log, stderr=log)


def listen(connection, arrivals):
    """Notes when each batch's notification, sent after its COMMIT returned, arrives: no polling, one clock. Until bench_over."""
    connection.execute("LISTEN masterbus")
    connection.execute("LISTEN bench_over")
    for notify in connection.notifies():
        if notify.channel == "bench_over":
            return
        arrivals[int(notify.payload)] = time.monotonic()


def write(reader, writer):
    """One write after the other at the given rate, each to an item of its own whose score it changes; when each COMMIT returned."""
    items = reader.execute(
        """SELECT b.id, b."loadingPercentage" FROM "Breaker" b JOIN masterbus.equipment_result r ON r.equipment_id = b.id
           WHERE r.score_tenths < 900 AND b."loadingPercentage" < 60 ORDER BY md5(b.id) LIMIT %s""", [WARM_UP + WRITES]).fetchall()
    committed = {}
    begin = time.monotonic()
    for number, (item, _) in enumerate(items):
        pause = begin + number / RATE - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        writer.execute('UPDATE "Breaker" SET "loadingPercentage" = 97, "updatedAt" = now() WHERE id = %s', [item])
        if number >= WARM_UP:
            committed[item] = time.monotonic()
    return committed


def latencies_ms(reader, committed, arrivals):
    def batches():
        rows = reader.execute("""SELECT DISTINCT ON (equipment_id) equipment_id, batch FROM masterbus.equipment_history
                                 WHERE equipment_id = ANY (%s) ORDER BY equipment_id, batch DESC""", [list(committed)]).fetchall()
        return rows if all(batch in arrivals for _, batch in rows) else None

    rows = wait_for("notifications of every batch", batches)
    assert len(rows) == len(committed)
    return sorted(1000 * (arrivals[batch] - committed[item]) for item, batch in rows)


def refresh_s(connection, name, function):
    """Seconds that REFRESH MATERIALIZED VIEW CONCURRENTLY of the facility rollup takes, scoring by the given function."""
    connection.execute((HERE / "rollup_view.sql").read_text().format(name=name, function=function))
    seconds = []
    for _ in range(REFRESHES):
        connection.execute("UPDATE bench.item SET loading_pct = 100 - loading_pct WHERE equipment_id = (SELECT min(equipment_id) FROM bench.item) AND loading_pct <= 100")
        begin = time.monotonic()
        connection.execute(f"REFRESH MATERIALIZED VIEW CONCURRENTLY bench.{name}")
        seconds.append(time.monotonic() - begin)
    return statistics.median(seconds)


def compare_with_refresh(connection, p50_ms):
    connection.execute("SET jit = off")
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.execute((HERE / "rollup.sql").read_text())
    connection.execute((HERE.parent / "score" / "score_plpgsql.sql").read_text().split("CREATE FUNCTION score_plpgsql", 1)[1].join(
        ["CREATE FUNCTION score_plpgsql", ""]))
    for name, function, words in [("rollup_native", "voltmetrics.risk_score", "with our scores in it"),
                                  ("rollup_plpgsql", "score_plpgsql", "with the same scores in PL/pgSQL")]:
        seconds = refresh_s(connection, name, function)
        print(f"REFRESH MATERIALIZED VIEW CONCURRENTLY of the rollup {words}: {seconds:.2f} s, {1000 * seconds / p50_ms:.0f} times the p50", flush=True)


def percentile(values, share):
    return values[min(len(values) - 1, int(share * len(values)))]


def main():
    worker = start_worker()
    try:
        begin = time.monotonic()
        with psycopg.connect(dsn(), autocommit=True) as reader, psycopg.connect(dsn(), autocommit=True) as writer, \
                psycopg.connect(dsn(), autocommit=True) as listener:
            wait_for("the first rebuild", lambda: reader.execute(
                "SELECT NOT EXISTS (SELECT FROM masterbus.dirty_source) AND EXISTS (SELECT FROM masterbus.equipment_result)").fetchone()[0], 3600)
            items, facilities = reader.execute("SELECT (SELECT count(*) FROM masterbus.equipment_result), (SELECT count(*) FROM masterbus.facility_result)").fetchone()
            print(f"{facilities} facilities and {items} items read, scored and aggregated in {time.monotonic() - begin:.0f} s", flush=True)
            reader.execute("VACUUM ANALYZE")
            reader.execute("CHECKPOINT")
            arrivals = {}
            thread = threading.Thread(target=listen, args=(listener, arrivals), daemon=True)
            thread.start()
            committed = write(reader, writer)
            latencies = latencies_ms(reader, committed, arrivals)
            reader.execute("NOTIFY bench_over")
            thread.join()
            p50, p99 = percentile(latencies, 0.50), percentile(latencies, 0.99)
            print(f"commit to visible, {len(latencies)} single writes at {RATE:.0f}/s: p50 {p50:.2f} ms, p90 {percentile(latencies, 0.9):.2f} ms, "
                  f"p99 {p99:.2f} ms, max {latencies[-1]:.2f} ms", flush=True)
            compare_with_refresh(reader, p50)
    finally:
        worker.terminate()
        worker.wait(60)


if __name__ == "__main__":
    main()
