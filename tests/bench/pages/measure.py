"""Reads each page many times over a unix socket. On a machine that does nothing else the round trip is the time in the server
and a little more; the time that the server's process was on a processor tells it on a busy one too."""
import os
import pathlib
import statistics
import subprocess
import time

import psycopg

from plans import explaining, rows_read, scans_of
from throwaway import BUILD_DIR, wait_for

MASTERBUS = BUILD_DIR / "bin" / "masterbus"
READS = int(os.environ["READS"])
BIG_TABLE_ROWS = 20_000  # more rows than there are facilities: a table of items, or of what belongs to them
HERE = pathlib.Path(__file__).parent
EQUIPMENT_LIST = "threatmap.equipment WHERE facility_id = %(facility)s"
PAGES = {
    "portfolio list by name": "SELECT * FROM threatmap.facilities ORDER BY name LIMIT 20",
    "portfolio list by risk_score, highest first": "SELECT * FROM threatmap.facilities ORDER BY risk_score DESC LIMIT 20",
    "portfolio list by last_updated, newest first": "SELECT * FROM threatmap.facilities ORDER BY last_updated DESC LIMIT 20",
    "portfolio list, tenth page by risk_score": "SELECT * FROM threatmap.facilities ORDER BY risk_score DESC, id LIMIT 20 OFFSET 180",
    "portfolio list, High by risk_score": "SELECT * FROM threatmap.facilities WHERE risk_rating = 'High' ORDER BY risk_score DESC LIMIT 20",
    "portfolio list, Out of Compliance by name": "SELECT * FROM threatmap.facilities WHERE compliance_status = 'Out of Compliance' ORDER BY name LIMIT 20",
    "portfolio list, total": "SELECT count(*) FROM threatmap.facilities",
    "portfolio list, search for a name": "SELECT * FROM threatmap.facilities WHERE search_text LIKE '%%harbor%%' ORDER BY name LIMIT 20",
    "facility document (ThreatMap)": "SELECT threatmap.facility_document(%(facility)s)",
    "facility details document": "SELECT threatmap.facility_details_document(%(facility)s)",
    "equipment list by risk_score": f"SELECT * FROM {EQUIPMENT_LIST} ORDER BY risk_score DESC LIMIT 50",
    "equipment list by last_service": f"SELECT * FROM {EQUIPMENT_LIST} ORDER BY last_service DESC LIMIT 50",
    "equipment list, panels at high risk by name": f"SELECT * FROM {EQUIPMENT_LIST} AND type = 'Panel' AND risk_rating = 'High' ORDER BY name LIMIT 50",
    "equipment document (ThreatMap)": "SELECT threatmap.equipment_document(%(item)s)",
    "equipment details document": "SELECT threatmap.equipment_details_document(%(item)s)",
    "compliance document": "SELECT threatmap.compliance_document(%(facility)s)",
    "risks document": "SELECT threatmap.facility_risks_document(%(facility)s)",
    "risk history of a facility": "SELECT * FROM threatmap.risk_history WHERE facility_id = %(facility)s ORDER BY month",
    "recommendations of a facility": "SELECT * FROM threatmap.recommendations WHERE facility_id = %(facility)s ORDER BY rank",
    "portfolio summary document": "SELECT threatmap.portfolio_summary_document()",
}


def dsn(user="postgres"):
    return f"host={os.environ['PGHOST']} port=5432 user={user} dbname={os.environ['PGDATABASE']}"


def load(connection):
    """Has a worker read everything, then adds history and a reader's login."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MASTERBUS_")} | {
        "MASTERBUS_DATABASE_URL": dsn("masterbus_worker"), "MASTERBUS_DATABASE_ADMIN_URL": dsn()}
    subprocess.run([MASTERBUS, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with open(pathlib.Path(os.environ["PGHOST"]) / "worker.log", "wb") as log:
        worker = subprocess.Popen([MASTERBUS, "run"], env=environment, stdout=log, stderr=log)
    try:
        wait_for("the first rebuild", lambda: connection.execute(
            "SELECT NOT EXISTS (SELECT FROM masterbus.dirty_source) AND EXISTS (SELECT FROM masterbus.equipment_result)").fetchone()[0], 3600)
    finally:
        worker.terminate()
        worker.wait(60)
    connection.execute((HERE / "history.sql").read_text())
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")


def subjects(connection):
    """Facilities of the reader's organisation, drawn evenly, and an item in each."""
    rows = connection.execute("""SELECT f.facility_id, e.equipment_id
                                 FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility_result f
                                       JOIN masterbus.login_organization l ON l.organization_id = f.organization_id AND l.login = 'page_reader'
                                       WHERE f.equipment_count > 0 ORDER BY md5(f.facility_id) LIMIT %s) f
                                 CROSS JOIN LATERAL (SELECT e.equipment_id FROM masterbus.equipment_result e
                                                     WHERE e.organization_id = f.organization_id AND e.facility_id = f.facility_id
                                                     ORDER BY md5(e.equipment_id) LIMIT 1) e""", [READS]).fetchall()
    return [{"facility": facility, "item": item} for facility, item in rows]


def on_cpu_ns(process):
    """How long a process has been on a processor."""
    return int(pathlib.Path(f"/proc/{process}/schedstat").read_text().split()[0])


def read_ms(reader, statement, drawn, prepare):
    """Medians of the round trip and of the server's time on a processor."""
    server = reader.info.backend_pid
    round_trips, processor = [], []
    for subject in drawn:
        begin, begin_cpu_ns = time.perf_counter(), on_cpu_ns(server)
        reader.execute(statement, subject, prepare=prepare).fetchall()
        round_trips.append(1000 * (time.perf_counter() - begin))
        processor.append((on_cpu_ns(server) - begin_cpu_ns) / 1e6)
    return statistics.median(round_trips), statistics.median(processor)


def big_scans(statement, subject, sizes):
    """Big tables that the page reads in sequence."""
    with explaining(dsn(), "page_reader") as (connection, plans):
        connection.execute(statement, subject)
        return sorted({f"{scan['Relation Name']} ({rows_read(scan)} rows)" for plan in plans for scan in scans_of(plan)
                       if scan["Node Type"] == "Seq Scan" and sizes.get(scan["Relation Name"], 0) > BIG_TABLE_ROWS})


def main():
    with psycopg.connect(dsn(), autocommit=True) as connection:
        load(connection)
        facilities, items = connection.execute("""SELECT count(*), sum(equipment_count) FROM masterbus.facility_result
            JOIN masterbus.login_organization USING (organization_id)""").fetchone()
        print(f"{facilities} facilities and {items} items in the reader's organisation; medians of {READS} reads with kept plans, "
              "as of a driver that prepares its statements, and with plans made anew each time", flush=True)
        drawn = subjects(connection)
        sizes = dict(connection.execute("SELECT relname, reltuples FROM pg_class WHERE relnamespace = 'masterbus'::regnamespace").fetchall())
    with psycopg.connect(dsn("page_reader"), autocommit=True) as reader:
        for name, statement in PAGES.items():
            read_ms(reader, statement, drawn[:20], True)  # kept plans are made in the first few reads
            (kept, kept_cpu), (planned, planned_cpu) = read_ms(reader, statement, drawn, True), read_ms(reader, statement, drawn, False)
            found = big_scans(statement, drawn[0], sizes)
            verdict = f"SEQUENTIAL SCAN of {', '.join(found)}" if found else "no sequential scan of a big table"
            print(f"{name}: {kept:.2f} ms ({kept_cpu:.2f} ms of processor), planned anew {planned:.2f} ms ({planned_cpu:.2f} ms); {verdict}", flush=True)


if __name__ == "__main__":
    main()
