"""pg_dump and restore under ON_ERROR_STOP keep history and the user's settings; what can be recalculated comes back by itself."""
import os
import subprocess
from datetime import date, timedelta

from condoit import Condoit
from throwaway import REPOSITORY, Bus

KEPT = {
    "equipment_history": "SELECT * FROM masterbus.equipment_history ORDER BY organization_id, equipment_id, batch",
    "facility_history": "SELECT * FROM masterbus.facility_history ORDER BY organization_id, facility_id, batch",
    "own mapping lines": "SELECT * FROM masterbus.source_table WHERE NOT preset ORDER BY source",
    "settings": "SELECT * FROM masterbus.organization_setting ORDER BY organization_id",
    "own models": "SELECT * FROM masterbus.factor_model ORDER BY organization_id, name",
    "activations": "SELECT * FROM masterbus.model_activation ORDER BY organization_id, number",
    "NFPA 70B rules": "SELECT * FROM masterbus.nfpa70b_rules ORDER BY organization_id, version",
    "NFPA 70B intervals": "SELECT * FROM masterbus.nfpa70b_interval ORDER BY organization_id, version, activity, equipment",
    "CNAIM settings": "SELECT organization_id, asset_category, version, active, settings::text, circumstances FROM masterbus.cnaim_setting ORDER BY 1, 2, 3",
    "costs": "SELECT * FROM masterbus.action_cost ORDER BY organization_id, type, action",
    "scores of last year": """SELECT h.equipment_id, m.at, threatmap.score_as_of(h.equipment_id, m.at)
        FROM (SELECT DISTINCT equipment_id FROM masterbus.equipment_history ORDER BY equipment_id LIMIT 20) h,
             generate_series(date_trunc('day', now()) - interval '1 year', now(), interval '2 months') m(at) ORDER BY 1, 2""",
    "logins": "SELECT * FROM masterbus.login_organization ORDER BY login",
    "batch number": "SELECT last_value, is_called FROM masterbus.batch_number",
}

PAST_MONTHS = "SELECT * FROM threatmap.risk_history WHERE facility_id IS NULL AND month < to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') ORDER BY organization_id, month"


def publish_in_the_past(bus):
    """Each facility's result of two months ago; gives the portfolios of the months since."""
    bus.query("SELECT masterbus.ensure_history_partitions(now() - interval '2 months')")
    bus.query("""INSERT INTO masterbus.facility_history (organization_id, facility_id, changed_at, batch, cause, removed, score_tenths, category, equipment_count)
                 SELECT organization_id, facility_id, now() - interval '2 months', 0, 'day', false, 500, 1, 9 FROM masterbus.facility RETURNING 1""")
    bus.query("SELECT masterbus.close_months()")
    # One that ended while rules were worked in: history alone gives other figures.
    bus.query("""UPDATE masterbus.portfolio_month SET high_risk_count = high_risk_count + 1
                 WHERE month = (SELECT max(month) FROM masterbus.portfolio_month) RETURNING 1""")
    return bus.query(PAST_MONTHS)


def replay(bus):
    """A year of history: partitions of months past, which the restored database must have again."""
    environment = dict(os.environ, PGHOST=str(bus.server.directory), PGUSER="postgres", PGDATABASE=bus.database)
    subprocess.run([REPOSITORY / "sql" / "condoit" / "replay", str(date.today() - timedelta(days=365)), "2 months"], check=True, env=environment,
                   stdout=subprocess.DEVNULL)


def kept(bus):
    return {name: bus.query(statement) for name, statement in KEPT.items()}


def test_dump_and_restore(server, database):
    with Bus(server, database) as bus:
        bus.load_condoit(facilities=3)
        bus.init()
        replay(bus)
        bus.start_worker()
        with Condoit(bus.dsn) as condoit:
            bus.wait_until_current()
            condoit.execute("""UPDATE "Panel" SET "loadingPercentage" = 120""")
            bus.assert_true()
        bus.query("UPDATE masterbus.source_table SET preset = false WHERE source = 'photo' RETURNING 1")
        bus.query("INSERT INTO masterbus.organization_setting SELECT id, '1.0.0' FROM \"Organization\" ORDER BY id LIMIT 1 RETURNING 1")
        own = """(SELECT id FROM "Organization" ORDER BY id DESC LIMIT 1)"""
        bus.query(f"""SELECT masterbus.add_model({own}, voltmetrics.factor_model('own-1', age_weight => 0.4, visual_weight => 0)),
                             masterbus.activate_model({own}, 'own-1'), masterbus.add_nfpa70b_rules({own}, 2), masterbus.activate_nfpa70b({own}, 1),
                             masterbus.set_cnaim({own}, 'LV Board (WM)', voltmetrics.cnaim_settings(k_multiplier => 2), '{{"customers": 10}}')""")
        bus.query("INSERT INTO masterbus.action_cost SELECT id, 'PANEL', 'replace', 12345 FROM \"Organization\" ORDER BY id LIMIT 1 RETURNING 1")
        bus.query("INSERT INTO masterbus.login_organization VALUES ('somebody', 'org_1') RETURNING 1")
        assert bus.stop_worker() == 0
        past_months = publish_in_the_past(bus)
        assert past_months
        before = kept(bus)
        assert before["equipment_history"] and before["own mapping lines"]
        assert any(row["score_as_of"] is not None for row in before["scores of last year"])
        assert all(row["factor_tenths"] for row in before["equipment_history"] if row["score_tenths"] is not None)
        dump = subprocess.run(["pg_dump", "-d", bus.dsn], check=True, capture_output=True).stdout

    restored = server.create_database()
    subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", server.dsn(restored)], input=dump, check=True, capture_output=True)
    with Bus(server, restored) as copy:
        assert kept(copy) == before
        copy.init()
        copy.start_worker()
        copy.wait_until_current()
        assert not copy.differences()
        assert copy.query(PAST_MONTHS) == past_months
        assert_no_history_was_invented(copy, before)
        assert copy.stop_worker() == 0
    server.drop_database(restored)


def assert_no_history_was_invented(copy, before):
    """Rebuilding unchanged data continues each chain without a new link; the organisation that chose another model is free to move."""
    chosen = {row["organization_id"] for row in before["settings"]}

    def others(rows):
        return [row for row in rows if row["organization_id"] not in chosen]

    assert others(copy.query(KEPT["equipment_history"])) == others(before["equipment_history"])
