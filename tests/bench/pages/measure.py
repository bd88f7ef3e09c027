"""Reads each page many times over a unix socket, by libpq alone: a driver takes longer to make objects of a page's texts than
the server takes to write it. On a machine that does nothing else the round trip is the time in the server and a little more; the
time that the server's process was on a processor tells it on a busy one too."""
import os
import pathlib
import statistics
import subprocess
import time

import psycopg
from psycopg.pq import ExecStatus

from plans import explaining, rows_read, scans_of
from throwaway import BUILD_DIR, wait_for

MASTERBUS = BUILD_DIR / "bin" / "masterbus"
READS = int(os.environ["READS"])
BIG_TABLE_ROWS = 20_000  # more rows than there are facilities: a table of items, or of what belongs to them
HERE = pathlib.Path(__file__).parent
EQUIPMENT_LIST = "threatmap.equipment WHERE facility_id = $1"
OF_THE_PORTFOLIO = {
    "portfolio list by name": "SELECT * FROM threatmap.facilities ORDER BY name LIMIT 20",
    "portfolio list by risk_score, highest first": "SELECT * FROM threatmap.facilities ORDER BY risk_score DESC LIMIT 20",
    "portfolio list by last_updated, newest first": "SELECT * FROM threatmap.facilities ORDER BY last_updated DESC LIMIT 20",
    "portfolio list, tenth page by risk_score": "SELECT * FROM threatmap.facilities ORDER BY risk_score DESC, id LIMIT 20 OFFSET 180",
    "portfolio list, High by risk_score": "SELECT * FROM threatmap.facilities WHERE risk_rating = 'High' ORDER BY risk_score DESC LIMIT 20",
    "portfolio list, Out of Compliance by name": "SELECT * FROM threatmap.facilities WHERE compliance_status = 'Out of Compliance' ORDER BY name LIMIT 20",
    "portfolio list, total": "SELECT count(*) FROM threatmap.facilities",
    "portfolio list, search for a name": "SELECT * FROM threatmap.facilities WHERE threatmap.contains(search_text, 'Harbor') ORDER BY name LIMIT 20",
    "portfolio list, search for what no name has": "SELECT * FROM threatmap.facilities WHERE threatmap.contains(search_text, 'zzzz') ORDER BY name LIMIT 20",
    "portfolio summary document": "SELECT threatmap.portfolio_summary_document()",
}
OF_A_FACILITY = {
    "facility document (ThreatMap)": "SELECT threatmap.facility_document($1)",
    "facility details document": "SELECT threatmap.facility_details_document($1)",
    "equipment list by risk_score": f"SELECT * FROM {EQUIPMENT_LIST} ORDER BY risk_score DESC LIMIT 50",
    "equipment list by last_service": f"SELECT * FROM {EQUIPMENT_LIST} ORDER BY last_service DESC LIMIT 50",
    "equipment list, panels at high risk by name": f"SELECT * FROM {EQUIPMENT_LIST} AND type = 'Panel' AND risk_rating = 'High' ORDER BY name LIMIT 50",
    "compliance document": "SELECT threatmap.compliance_document($1)",
    "risks document": "SELECT threatmap.facility_risks_document($1)",
    "risk history of a facility": "SELECT * FROM threatmap.risk_history WHERE facility_id = $1 ORDER BY month",
    "recommendations of a facility": "SELECT * FROM threatmap.recommendations WHERE facility_id = $1 ORDER BY rank",
}
OF_AN_ITEM = {
    "equipment document (ThreatMap)": "SELECT threatmap.equipment_document($1)",
    "equipment details document": "SELECT threatmap.equipment_details_document($1)",
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
    return [[facility.encode()] for facility, _ in rows], [[item.encode()] for _, item in rows]


def on_cpu_ns(process):
    """How long a process has been on a processor."""
    return int(pathlib.Path(f"/proc/{process}/schedstat").read_text().split()[0])


def read_ms(reader, statement, subjects, kept):
    """Medians of the round trip and of the server's time on a processor, each read with the parameters of a subject."""
    server, connection = reader.info.backend_pid, reader.pgconn
    if kept:
        connection.prepare(b"", statement.encode())
    round_trips, processor = [], []
    for parameters in subjects:
        begin, begin_cpu_ns = time.perf_counter(), on_cpu_ns(server)
        result = connection.exec_prepared(b"", parameters) if kept else connection.exec_params(statement.encode(), parameters)
        round_trips.append(1000 * (time.perf_counter() - begin))
        processor.append((on_cpu_ns(server) - begin_cpu_ns) / 1e6)
        if result.status != ExecStatus.TUPLES_OK:
            raise RuntimeError(f"{statement}: {result.error_message.decode()}")
    return statistics.median(round_trips), statistics.median(processor)


def big_scans(statement, parameters, sizes):
    """Big tables that the page reads in sequence."""
    with explaining(dsn(), "page_reader") as (connection, plans):
        connection.execute(statement.replace("%", "%%").replace("$1", "%s"), [parameter.decode() for parameter in parameters])
        return sorted({f"{scan['Relation Name']} ({rows_read(scan)} rows)" for plan in plans for scan in scans_of(plan)
                       if scan["Node Type"] == "Seq Scan" and sizes.get(scan["Relation Name"], 0) > BIG_TABLE_ROWS})


def main():
    with psycopg.connect(dsn(), autocommit=True) as connection:
        load(connection)
        facilities, items = connection.execute("""SELECT count(*), sum(equipment_count) FROM masterbus.facility_result
            JOIN masterbus.login_organization USING (organization_id)""").fetchone()
        print(f"{facilities} facilities and {items} items in the reader's organisation; medians of {READS} reads with kept plans, "
              "as of a driver that prepares its statements, and with plans made anew each time", flush=True)
        facility, item = subjects(connection)
        sizes = dict(connection.execute("SELECT relname, reltuples FROM pg_class WHERE relnamespace = 'masterbus'::regnamespace").fetchall())
    with psycopg.connect(dsn("page_reader"), autocommit=True) as reader:
        pages = [(name, statement, subjects) for names, subjects in [(OF_THE_PORTFOLIO, [[]] * READS), (OF_A_FACILITY, facility), (OF_AN_ITEM, item)]
                 for name, statement in names.items()]
        for name, statement, drawn in pages:
            read_ms(reader, statement, drawn[:20], True)  # what a session knows of tables and functions comes with the first few reads
            (kept, kept_cpu), (planned, planned_cpu) = read_ms(reader, statement, drawn, True), read_ms(reader, statement, drawn, False)
            found = big_scans(statement, drawn[0], sizes)
            verdict = f"SEQUENTIAL SCAN of {', '.join(found)}" if found else "no sequential scan of a big table"
            print(f"{name}: {kept:.2f} ms ({kept_cpu:.2f} ms of processor), planned anew {planned:.2f} ms ({planned_cpu:.2f} ms); {verdict}", flush=True)


if __name__ == "__main__":
    main()
