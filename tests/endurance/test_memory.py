"""The worker's memory stays bounded, and its connection lasts, whatever is written at once and however long nothing can be applied."""
import time

import psycopg

LIMIT_MIB = 128
PATIENCE_S = 1800
WAL_SENDER_TIMEOUT_S = 3

INSERT_PHOTOS = """INSERT INTO "Photo" (id, "organizationId", "facilityId", url, "updatedAt")
    SELECT 'clphoto' || lpad(n::text, 18, '0'), f."organizationId", f.id, 'https://photos/' || n, now()
    FROM generate_series(1, %s) n JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM "Facility") f ON f.place = n %% 5"""
INSERT_MAINTENANCE = """INSERT INTO "MaintenanceRecord" (id, "organizationId", "breakerId", type, status, "performedAt", "updatedAt")
    SELECT 'clwork' || lpad(n::text, 19, '0'), b."organizationId", b.id, 'VISUAL_INSPECTION', 'COMPLETED', now() - interval '1 day' * (n %% 900), now()
    FROM generate_series(1, %s) n
    JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS breakers FROM "Breaker") b ON b.place = n %% b.breakers"""


def report(what, worker):
    print(f"\n{what}: peak {worker.peak_mib():.0f} MiB")
    assert worker.peak_mib() <= LIMIT_MIB
    worker.assert_connection_lasted()


def test_huge_transaction_in_mapped_tables(bus, worker, rows):
    with psycopg.connect(bus.dsn) as condoit:
        condoit.execute(INSERT_MAINTENANCE, [rows // 25])
        condoit.execute(INSERT_PHOTOS, [rows - rows // 25])
    bus.wait_until_current(PATIENCE_S)
    assert bus.value("SELECT count(*) FROM masterbus.photo WHERE url LIKE 'https://photos/%'") == rows - rows // 25
    assert not bus.differences()
    report(f"{rows} rows in one transaction", worker)


def test_stalled_applier(bus, worker, rows):
    """A migration holds a table, so that nothing is applied, for several times the server's patience, while Condoit goes on writing."""
    with psycopg.connect(bus.dsn, autocommit=True) as condoit, psycopg.connect(bus.dsn) as migration:
        condoit.execute(INSERT_PHOTOS, [rows // 10])
        bus.wait_until_current(PATIENCE_S)
        migration.execute('LOCK TABLE "Raceway" IN ACCESS EXCLUSIVE MODE')
        begun = time.monotonic()
        touched = 0
        while touched < rows or time.monotonic() < begun + 4 * WAL_SENDER_TIMEOUT_S:
            first = touched % (rows // 10)
            touched += condoit.execute("""UPDATE "Photo" SET caption = 'seen ' || now(), "updatedAt" = now()
                WHERE id BETWEEN 'clphoto' || lpad(%s::text, 18, '0') AND 'clphoto' || lpad(%s::text, 18, '0')""", [first + 1, first + 100]).rowcount
        worker.assert_connection_lasted()
        assert bus.value("SELECT count(*) FROM masterbus.photo WHERE caption LIKE 'seen%'") == 0, "nothing was applied meanwhile"
        migration.rollback()
    bus.wait_until_current(PATIENCE_S)
    assert bus.value("SELECT count(*) FROM masterbus.photo WHERE caption LIKE 'seen%'") == rows // 10
    assert not bus.differences()
    report(f"{touched} rows behind a migration", worker)
