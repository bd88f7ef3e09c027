"""The change of the UTC day over a loaded database: its seconds and write-ahead log, and live writes while it goes on."""
import os
import threading
import time

import psycopg

from measure import WARM_UP, dsn, listen, percentile, start_worker
from throwaway import wait_for

RATE = float(os.environ.get("RATE", "50"))
DEADLINE_S = 3600
CHUNK_FACILITIES = 200


def first_reading(reader):
    worker = start_worker()
    wait_for("the first rebuild", lambda: reader.execute(
        "SELECT NOT EXISTS (SELECT FROM masterbus.dirty_source) AND EXISTS (SELECT FROM masterbus.equipment_result)").fetchone()[0], DEADLINE_S)
    stop(worker)


def stop(worker):
    worker.terminate()
    worker.wait(60)


def back_to_yesterday(reader):
    """Every facility evaluated as of yesterday, as it was before midnight: what a worker of yesterday left behind."""
    reader.execute("SET ROLE masterbus_worker")
    facilities = reader.execute("SELECT organization_id, facility_id FROM masterbus.facility ORDER BY 1, 2").fetchall()
    for first in range(0, len(facilities), CHUNK_FACILITIES):
        chunk = facilities[first:first + CHUNK_FACILITIES]
        reader.execute("""SELECT masterbus.evaluate_facilities(ROW (%s::text[], %s::text[])::masterbus.touched, masterbus.today() - 1,
                                                               ROW (nextval('masterbus.batch_number'), 'day', NULL)::masterbus.cause)""",
                       [[o for o, _ in chunk], [f for _, f in chunk]])
    reader.execute("RESET ROLE")
    reader.execute("VACUUM (ANALYZE) masterbus.equipment_result, masterbus.facility, masterbus.facility_result")
    reader.execute("CHECKPOINT")


def day_changed(reader):
    return reader.execute("SELECT NOT EXISTS (SELECT FROM masterbus.facility WHERE as_of < masterbus.today())").fetchone()[0]


def change_of_day(reader, during=lambda: None):
    """Seconds, bytes of write-ahead log and history rows of one day change by a worker that starts into it."""
    back_to_yesterday(reader)
    lsn, links = reader.execute("SELECT pg_current_wal_lsn(), (SELECT count(*) FROM masterbus.equipment_history)").fetchone()
    begin = time.monotonic()
    worker = start_worker(init=False)
    try:
        wait_for("the day change begins", lambda: reader.execute("SELECT EXISTS (SELECT FROM masterbus.facility WHERE as_of = masterbus.today())").fetchone()[0])
        begin = time.monotonic()
        during()
        wait_for("the day change", lambda: day_changed(reader), DEADLINE_S)
        seconds = time.monotonic() - begin
    finally:
        stop(worker)
    wal, changed = reader.execute("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), %s)::float8, (SELECT count(*) FROM masterbus.equipment_history) - %s",
                                  [lsn, links]).fetchone()
    return seconds, wal, changed


def write_until_over(reader, writer, committed):
    """One write after the other at the given rate, each to an item of its own whose score it changes, until the day change is over."""
    items = reader.execute("""SELECT b.id FROM "Breaker" b JOIN masterbus.equipment_result r ON r.equipment_id = b.id
                              WHERE r.score_tenths < 900 AND b."loadingPercentage" < 60 ORDER BY md5(b.id) LIMIT 20000""").fetchall()
    begin = time.monotonic()
    for number, (item,) in enumerate(items):
        pause = begin + number / RATE - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        writer.execute('UPDATE "Breaker" SET "loadingPercentage" = 97, "updatedAt" = now() WHERE id = %s', [item])
        if number >= WARM_UP:  # a worker that has run since yesterday has its plans made
            committed[item] = time.monotonic()
        if number % 20 == 19 and day_changed(reader):
            return


def latencies_ms(reader, committed, arrivals):
    def batches():
        rows = reader.execute("""SELECT DISTINCT ON (equipment_id) equipment_id, batch FROM masterbus.equipment_history
                                 WHERE equipment_id = ANY (%s) AND cause = 'change' ORDER BY equipment_id, batch DESC""", [list(committed)]).fetchall()
        return rows if len(rows) == len(committed) and all(batch in arrivals for _, batch in rows) else None

    return sorted(1000 * (arrivals[batch] - committed[item]) for item, batch in wait_for("notifications of every batch", batches))


def change_of_day_under_traffic(reader, writer, listener):
    arrivals, committed, latencies = {}, {}, []
    thread = threading.Thread(target=listen, args=(listener, arrivals), daemon=True)
    thread.start()

    def during():
        write_until_over(reader, writer, committed)
        assert committed, f"the day change was over before {WARM_UP} writes: take more FACILITIES"
        wait_for("the last write is visible, before a large query competes with it", lambda: reader.execute(
            """SELECT r.updated_at > b."updatedAt" FROM "Breaker" b JOIN masterbus.equipment_result r ON r.equipment_id = b.id WHERE b.id = %s""",
            [list(committed)[-1]]).fetchone()[0])
        latencies.extend(latencies_ms(reader, committed, arrivals))

    seconds, _, _ = change_of_day(reader, during)
    reader.execute("NOTIFY bench_over")
    thread.join()
    return seconds, latencies


def main():
    with psycopg.connect(dsn(), autocommit=True) as reader, psycopg.connect(dsn(), autocommit=True) as writer, psycopg.connect(dsn(), autocommit=True) as listener:
        first_reading(reader)
        items, facilities = reader.execute("SELECT (SELECT count(*) FROM masterbus.equipment_result), (SELECT count(*) FROM masterbus.facility_result)").fetchone()
        reader.execute("VACUUM ANALYZE")
        seconds, wal, changed = change_of_day(reader)
        print(f"day change of {items} items in {facilities} facilities: {seconds:.1f} s, {wal / 1e6:.0f} MB of write-ahead log, {changed} items changed", flush=True)
        seconds, latencies = change_of_day_under_traffic(reader, writer, listener)
        print(f"with {RATE:.0f} live writes a second: {seconds:.1f} s; commit to visible of {len(latencies)} writes meanwhile: p50 {percentile(latencies, 0.5):.1f} ms, "
              f"p99 {percentile(latencies, 0.99):.1f} ms, max {latencies[-1]:.1f} ms", flush=True)


if __name__ == "__main__":
    main()
