"""A plain Condoit write changes ThreatMap: one test for each kind of write; after each, verify() finds nothing."""
import datetime

import pytest


@pytest.fixture
def mill(bus, condoit):
    facility = condoit.facility(name="Mill")
    panel = condoit.panel(facility, name="Main panel")
    bus.wait_until_current()
    return facility, panel


def item(bus, equipment_id):
    rows = bus.query("SELECT * FROM threatmap.equipment WHERE id = %s", [equipment_id])
    return rows[0] if rows else None


def facility_row(bus, facility_id):
    rows = bus.query("SELECT * FROM threatmap.facilities WHERE id = %s", [facility_id])
    return rows[0] if rows else None


def test_insert_appears_with_the_score_that_analysts_calculate(bus, mill):
    facility, panel = mill
    shown = item(bus, panel)
    assert (shown["facility_id"], shown["name"], shown["type"]) == (facility, "Main panel", "Panel")
    assessed = bus.value("SELECT voltmetrics.assess(threatmap.assessment_input(%s), masterbus.today())", [panel])
    assert shown["risk_score"] == float(assessed["score"])
    assert shown["risk_rating"].lower() == assessed["category"]
    assert facility_row(bus, facility)["equipment_count"] == 1
    bus.assert_true()


def test_update_moves_the_score_and_the_facility(bus, condoit, mill):
    facility, panel = mill
    before, whole_before = item(bus, panel), facility_row(bus, facility)
    condoit.update("Panel", panel, loadingPercentage=99.0, conductorMaterial="ALUMINUM")
    bus.assert_true()
    after, whole_after = item(bus, panel), facility_row(bus, facility)
    assert after["risk_score"] > before["risk_score"]
    assert after["updated_at"] > before["updated_at"]
    assert whole_after["risk_score"] == after["risk_score"] > whole_before["risk_score"]


def test_write_that_changes_nothing_shown_rewrites_nothing(bus, condoit, mill):
    _, panel = mill
    before = bus.query("SELECT xmin::text, ctid::text FROM masterbus.equipment_result WHERE equipment_id = %s", [panel])
    copied = bus.query("SELECT xmin::text FROM masterbus.equipment WHERE equipment_id = %s", [panel])
    condoit.update("Panel", panel)
    bus.assert_true()
    assert bus.query("SELECT xmin::text, ctid::text FROM masterbus.equipment_result WHERE equipment_id = %s", [panel]) == before
    assert bus.query("SELECT xmin::text FROM masterbus.equipment WHERE equipment_id = %s", [panel]) == copied


def test_move_of_a_panel_takes_its_breakers_along(bus, condoit, mill):
    facility, panel = mill
    breaker = condoit.breaker(panel)
    other = condoit.facility(name="Other mill")
    bus.wait_until_current()
    assert facility_row(bus, facility)["equipment_count"] == 2
    condoit.update("Panel", panel, facilityId=other)
    bus.assert_true()
    assert item(bus, panel)["facility_id"] == item(bus, breaker)["facility_id"] == other
    assert facility_row(bus, facility)["equipment_count"] == 0
    assert facility_row(bus, facility)["risk_score"] is None
    assert facility_row(bus, other)["equipment_count"] == 2


def test_soft_delete_and_restore(bus, condoit, mill):
    facility, panel = mill
    breaker = condoit.breaker(panel)
    condoit.update("Panel", panel, deletedAt=datetime.datetime(2026, 1, 1))
    bus.assert_true()
    assert item(bus, panel) is None and item(bus, breaker) is None
    assert facility_row(bus, facility)["equipment_count"] == 0
    condoit.update("Panel", panel, deletedAt=None)
    bus.assert_true()
    assert item(bus, panel) is not None and item(bus, breaker) is not None


def test_hard_delete_cascades(bus, condoit, mill):
    facility, panel = mill
    breaker = condoit.breaker(panel)
    condoit.insert("MaintenanceRecord", panelId=panel, type="VISUAL_INSPECTION", status="COMPLETED", performedAt=datetime.datetime(2026, 1, 5))
    bus.wait_until_current()
    condoit.delete("Panel", panel)
    bus.assert_true()
    assert item(bus, panel) is None and item(bus, breaker) is None
    assert bus.value("SELECT count(*) FROM masterbus.maintenance") == 0
    assert facility_row(bus, facility)["equipment_count"] == 0


def test_deleting_a_facility_takes_everything(bus, condoit, mill):
    facility, panel = mill
    condoit.update("Facility", facility, deletedAt=datetime.datetime(2026, 1, 1))
    bus.assert_true()
    assert facility_row(bus, facility) is None and item(bus, panel) is None
    condoit.update("Facility", facility, deletedAt=None)
    bus.assert_true()
    assert item(bus, panel)["facility_id"] == facility
    condoit.delete("Facility", facility)
    bus.assert_true()
    assert facility_row(bus, facility) is None and item(bus, panel) is None


def test_child_rows_count_and_their_deletes_are_found(bus, condoit, mill):
    _, panel = mill
    never_maintained = item(bus, panel)["risk_score"]
    today = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    record = condoit.insert("MaintenanceRecord", panelId=panel, type="VISUAL_INSPECTION", status="COMPLETED", performedAt=today)
    bus.assert_true()
    assert item(bus, panel)["risk_score"] < never_maintained
    assert item(bus, panel)["last_service"] == today.date().isoformat()
    condoit.delete("MaintenanceRecord", record)
    bus.assert_true()
    assert item(bus, panel)["risk_score"] == never_maintained


def test_child_row_moved_between_items_changes_both(bus, condoit, mill):
    facility, panel = mill
    other = condoit.panel(facility, name="Second panel")
    record = condoit.insert("MaintenanceRecord", panelId=panel, type="THERMOGRAPHIC", status="COMPLETED",
                            performedAt=datetime.datetime.now(datetime.UTC).replace(tzinfo=None))
    bus.wait_until_current()
    maintained = item(bus, panel)["risk_score"]
    condoit.update("MaintenanceRecord", record, panelId=other)
    bus.assert_true()
    assert item(bus, other)["risk_score"] == maintained < item(bus, panel)["risk_score"]


def test_join_table_rows_make_the_conductor_outdoor(bus, condoit, mill):
    facility, panel = mill
    conductor = condoit.insert("Conductor", facilityId=facility, name="Feeder", material="COPPER", installDate=datetime.date(2000, 1, 1),
                               loadingPercentage=30.0, relativeHumidity=40.0, ambientTemperatureF=70.0)
    raceway = condoit.insert("Raceway", facilityId=facility, name="Roof conduit", racewayType="EMT", isOutdoor=True)
    bus.wait_until_current()
    indoors = item(bus, conductor)["risk_score"]
    condoit.execute('INSERT INTO "_ConductorToRaceway" ("A", "B") VALUES (%s, %s)', [conductor, raceway])
    bus.assert_true()
    assert item(bus, conductor)["risk_score"] > indoors
    condoit.update("Raceway", raceway, isOutdoor=False)
    bus.assert_true()
    assert item(bus, conductor)["risk_score"] == indoors
    condoit.update("Raceway", raceway, isOutdoor=True)
    condoit.execute('DELETE FROM "_ConductorToRaceway" WHERE "A" = %s', [conductor])
    bus.assert_true()
    assert item(bus, conductor)["risk_score"] == indoors


def test_truncate_empties_threatmap(bus, condoit, mill):
    condoit.execute('TRUNCATE "Facility" CASCADE')
    bus.assert_true()
    assert bus.value("SELECT count(*) FROM threatmap.equipment") == 0
    assert bus.value("SELECT count(*) FROM threatmap.facilities") == 0


def test_transaction_over_many_tables_is_one_batch(bus, condoit):
    with condoit.transaction():
        facility = condoit.facility()
        panel = condoit.panel(facility)
        breakers = [condoit.breaker(panel) for _ in range(20)]
        condoit.insert("MaintenanceRecord", breakerId=breakers[0], type="TRIP_TEST", status="COMPLETED", performedAt=datetime.datetime(2026, 3, 1))
    bus.assert_true()
    assert facility_row(bus, facility)["equipment_count"] == 21
    batches = bus.query("SELECT DISTINCT batch FROM masterbus.equipment_history WHERE facility_id = %s", [facility])
    assert len(batches) == 1


def test_rollback_leaves_no_trace(bus, condoit, mill):
    facility, panel = mill
    rows = bus.value("SELECT count(*) FROM masterbus.equipment_history")
    with condoit.transaction() as transaction:
        condoit.update("Panel", panel, loadingPercentage=120.0)
        condoit.breaker(panel)
        raise_rollback(transaction)
    bus.assert_true()
    assert facility_row(bus, facility)["equipment_count"] == 1
    assert bus.value("SELECT count(*) FROM masterbus.equipment_history") == rows


def raise_rollback(transaction):
    import psycopg
    raise psycopg.Rollback(transaction)


def test_update_of_fifty_thousand_rows(bus, condoit):
    facility = condoit.facility()
    condoit.execute(
        """INSERT INTO "Panel" (id, "organizationId", "facilityId", name, "installDate", "conductorMaterial", "loadingPercentage",
                               "relativeHumidity", "ambientTemperatureF", "updatedAt")
           SELECT 'bulk_' || n, %s, %s, 'Panel ' || n, '1990-01-01', 'COPPER', 20, 40, 70, now() FROM generate_series(1, 50000) n""",
        [condoit.organization, facility])
    bus.wait_until_current(180)
    before = item(bus, "bulk_1")["risk_score"]
    condoit.execute("""UPDATE "Panel" SET "loadingPercentage" = 95, "updatedAt" = now() WHERE "facilityId" = %s""", [facility])
    bus.wait_until_current(180)
    assert bus.value("SELECT count(*) FROM masterbus.equipment_result WHERE score_tenths > %s", [round(before * 10)]) == 50000
    bus.assert_true()


def test_item_that_cannot_be_scored_is_kept_with_an_issue(bus, condoit, mill):
    facility, panel = mill
    condoit.update("Panel", panel, installDate=None)
    bus.assert_true()
    shown = item(bus, panel)
    assert shown["risk_score"] is None and shown["risk_rating"] is None
    issues = bus.query("SELECT kind, field FROM masterbus.data_quality_issue WHERE equipment_id = %s", [panel])
    assert issues == [{"kind": "missing", "field": "install_date"}]
    assert facility_row(bus, facility)["equipment_count"] == 1
    condoit.update("Panel", panel, installDate=datetime.date(1990, 5, 1))
    bus.assert_true()
    assert item(bus, panel)["risk_score"] is not None
    assert not bus.query("SELECT FROM masterbus.data_quality_issue WHERE equipment_id = %s", [panel])
