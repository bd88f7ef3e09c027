"""One changed item costs no sequential scan of a big table anywhere in apply."""
import re

from condoit import Condoit
from throwaway import Bus

BIG_TABLES = {"equipment", "maintenance", "inspection", "arc_flash_study", "photo", "dependency", "equipment_result", "facility_result", "facility",
              "Facility", "Panel", "Breaker", "Conductor", "Inspection", "MaintenanceRecord", "Photo", "ArcFlashStudy"}


def test_one_changed_item_scans_no_big_table(server, database):
    with Bus(server, database) as bus:
        bus.load_condoit(facilities=15)
        bus.init()
        bus.start_worker()
        bus.wait_until_current(180)
        with Condoit(bus.dsn) as condoit:
            for table in ["facility", "equipment", "maintenance", "inspection", "arc_flash_study", "photo", "dependency", "equipment_result", "facility_result"]:
                condoit.execute(f"ANALYZE masterbus.{table}")
            assert bus.stop_worker() == 0
            breaker, panel = condoit.execute('SELECT id, "panelId" FROM "Breaker" WHERE "panelId" IS NOT NULL LIMIT 1').fetchone()
            condoit.update("Breaker", breaker, loadingPercentage=111.0)
            condoit.update("Panel", panel, loadingPercentage=112.0)
        plans = plans_of_apply(server, database, ["breaker", "panel"], [breaker, panel])
        scanned = set(re.findall(r"Seq Scan on (?:\w+\.)?\"?(\w+)\"?", plans)) & BIG_TABLES
        assert "Index" in plans and "equipment_result" in plans, "the plans were not captured"
        assert not scanned, f"sequential scans of {scanned}"
        bus.start_worker()
        bus.assert_true()


def plans_of_apply(server, database, sources, keys):
    """Plans of every statement that one apply runs, nested ones too, as auto_explain reports them to the client."""
    import psycopg
    notices = []
    epoch = server.execute("SELECT epoch FROM masterbus.progress", database=database)[0][0]
    with psycopg.connect(server.dsn(database), autocommit=True) as connection:
        connection.add_notice_handler(lambda notice: notices.append(notice.message_primary))
        connection.execute("LOAD 'auto_explain'")
        for setting in ["log_min_duration = 0", "log_nested_statements = on", "log_level = notice"]:
            connection.execute(f"SET auto_explain.{setting}")
        connection.execute("SET ROLE masterbus_worker")
        connection.execute("SELECT * FROM masterbus.apply('main', %s, NULL, %s, %s)", [epoch, sources, keys])
    return "\n".join(notices)
