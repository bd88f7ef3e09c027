"""Write-ahead log that is not about mapped tables is passed over: it neither ends the connection nor is kept for us."""
import psycopg

from throwaway import wait_for

UNMAPPED_ROWS = 5_000_000
WRITTEN_MIB = 1024
RETAINED_MIB = 64
WITHIN_S = 60


def test_huge_transaction_in_an_unmapped_table(bus, worker):
    written = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), %s) / 1048576"
    begin = bus.value("SELECT pg_current_wal_lsn()")
    with psycopg.connect(bus.dsn) as other:
        other.execute("CREATE TABLE telemetry (sample int8, reading text)")
        other.execute("INSERT INTO telemetry SELECT n, repeat('x', 150) FROM generate_series(1, %s) n", [UNMAPPED_ROWS])
    assert bus.value(written, [begin]) >= WRITTEN_MIB
    wait_for("the log passed over", lambda: worker.retained_mib() <= RETAINED_MIB, WITHIN_S)
    worker.assert_connection_lasted()
    bus.assert_true()
    print(f"\n{UNMAPPED_ROWS} unmapped rows: peak {worker.peak_mib():.0f} MiB, {worker.retained_mib():.0f} MiB retained")


def test_many_small_transactions_in_an_unmapped_table(bus, worker):
    """Nothing of ours is written meanwhile, so that only the passing over moves the slot."""
    begin = bus.value("SELECT pg_current_wal_lsn()")
    batch = bus.value("SELECT last_value FROM masterbus.batch_number")
    with psycopg.connect(bus.dsn, autocommit=True) as other:
        other.execute("CREATE TABLE telemetry (sample int8, reading text)")
        while bus.value("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), %s) / 1048576", [begin]) < WRITTEN_MIB:
            other.execute("INSERT INTO telemetry SELECT n, repeat('x', 1000) FROM generate_series(1, 10000) n")
    wait_for("the log passed over", lambda: worker.retained_mib() <= RETAINED_MIB, WITHIN_S)
    worker.assert_connection_lasted()
    assert bus.value("SELECT last_value FROM masterbus.batch_number") == batch
    print(f"\n{WRITTEN_MIB} MiB of other log: {worker.retained_mib():.0f} MiB retained")
