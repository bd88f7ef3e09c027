"""Condoit's migrations while the worker streams: what is not mapped matters to nobody, what is mapped waits, all else goes on."""
import pytest

from throwaway import wait_for


@pytest.fixture
def mill(bus, condoit):
    facility = condoit.facility(name="Mill")
    panel = condoit.panel(facility, name="Main panel", loadingPercentage=40.0)
    bus.wait_until_current()
    return facility, panel


def item(bus, equipment_id):
    return bus.query("SELECT * FROM threatmap.equipment WHERE id = %s", [equipment_id])[0]


def epoch(bus):
    return bus.value("SELECT epoch FROM masterbus.progress")


def quarantine(bus):
    return {row["source"]: row["problem"] for row in bus.query("SELECT source, problem FROM masterbus.quarantine")}


def wait_for_quarantine(bus, *lines):
    wait_for(f"quarantine of {lines}", lambda: set(quarantine(bus)) == set(lines))


def status(bus):
    return bus.run("status", "--json", check=False).stdout


def test_migration_of_what_is_not_mapped_changes_nothing(bus, condoit, mill):
    _, panel = mill
    before, leads = item(bus, panel), epoch(bus)
    condoit.execute('ALTER TABLE "Panel" ADD COLUMN "paintColor" text DEFAULT \'grey\'')
    condoit.execute('ALTER TABLE "Panel" ALTER COLUMN "paintColor" TYPE varchar(40)')
    condoit.execute('ALTER TABLE "Panel" RENAME COLUMN "paintColor" TO "coating"')
    condoit.execute("""ALTER TYPE "Ventilation" ADD VALUE 'STIFLING'""")
    condoit.update("Panel", panel, coating="red", ventilation="STIFLING")
    condoit.execute('ALTER TABLE "Panel" DROP COLUMN "coating"')
    condoit.update("Panel", panel, loadingPercentage=95.0)
    bus.assert_true()
    assert item(bus, panel)["risk_score"] > before["risk_score"]
    assert quarantine(bus) == {} and epoch(bus) == leads


def test_renamed_column_waits_and_catches_up_once_the_line_is_mended(bus, condoit, mill):
    facility, panel = mill
    breaker = condoit.breaker(panel, loadingPercentage=50.0)
    bus.wait_until_current()
    before, unchanged = item(bus, panel), item(bus, breaker)
    condoit.execute('ALTER TABLE "Panel" RENAME COLUMN "loadingPercentage" TO "load"')
    condoit.update("Panel", panel, load=97.0)
    wait_for_quarantine(bus, "panel")
    assert "loadingPercentage" in quarantine(bus)["panel"] and "panel" in status(bus)
    condoit.update("Breaker", breaker, loadingPercentage=99.0)
    bus.assert_true()
    assert item(bus, breaker)["risk_score"] > unchanged["risk_score"], "all else goes on"
    assert item(bus, panel) == before | {"stale": True}
    assert bus.query("SELECT stale FROM threatmap.facilities WHERE id = %s", [facility])[0]["stale"]
    verified = bus.run("verify", check=False)
    assert verified.returncode == 1 and "in quarantine: panel" in verified.stderr and "0 differences" in verified.stderr
    condoit.execute("UPDATE masterbus.source_table SET query = replace(query, 'p.\"loadingPercentage\"', 'p.load') WHERE source = 'panel'")
    wait_for_quarantine(bus)
    bus.assert_true()
    after = item(bus, panel)
    assert after["risk_score"] > before["risk_score"] and not after["stale"]


@pytest.mark.parametrize("break_it, mend_it", [
    ('ALTER TABLE "Panel" RENAME TO "PanelBoard"', 'ALTER TABLE "PanelBoard" RENAME TO "Panel"'),
    ('ALTER TABLE "Panel" RENAME COLUMN "installDate" TO "installed"', 'ALTER TABLE "Panel" RENAME COLUMN "installed" TO "installDate"'),
    ('ALTER TABLE "Panel" ALTER COLUMN "installDate" TYPE int USING 0', 'ALTER TABLE "Panel" ALTER COLUMN "installDate" TYPE timestamp(3) USING timestamp \'1990-05-01\''),
    ('REVOKE SELECT ON "Panel" FROM masterbus_worker', 'GRANT SELECT ON "Panel" TO masterbus_worker'),
], ids=["table renamed", "column renamed", "column of another type", "right taken away"])
def test_migration_taken_back_lets_the_table_catch_up(bus, condoit, mill, break_it, mend_it):
    facility, panel = mill
    transformer = condoit.insert("Transformer", facilityId=facility, name="Transformer", installDate="2001-01-01", relativeHumidity=40.0,
                                 ambientTemperatureF=75.0, loadingPercentage=50.0, windingMaterial="COPPER")
    bus.wait_until_current()
    condoit.execute(break_it)
    condoit.update("Transformer", transformer, loadingPercentage=99.0)
    wait_for("quarantine of panel", lambda: "panel" in quarantine(bus))
    bus.wait_until_current()
    assert bus.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = %s", [transformer]) == 99.0
    condoit.execute(mend_it)
    condoit.update("Panel", panel, name="Mended")
    wait_for_quarantine(bus)
    bus.assert_true()
    assert item(bus, panel)["name"] == "Mended"


def test_key_column_renamed(bus, condoit, mill):
    facility, panel = mill
    photo = condoit.insert("Photo", facilityId=facility, panelId=panel, url="https://photos.example/1.jpg", takenAt="2026-01-01")
    bus.wait_until_current()
    condoit.execute('ALTER TABLE "Photo" RENAME COLUMN id TO key')
    condoit.execute('UPDATE "Photo" SET url = \'https://photos.example/2.jpg\' WHERE key = %s', [photo])
    wait_for_quarantine(bus, "photo")
    condoit.update("Panel", panel, loadingPercentage=90.0)
    bus.wait_until_current()
    assert bus.value("SELECT loading_pct FROM masterbus.equipment WHERE equipment_id = %s", [panel]) == 90.0
    condoit.execute('ALTER TABLE "Photo" RENAME COLUMN key TO id')
    wait_for_quarantine(bus)
    bus.assert_true()
    assert bus.value("SELECT url FROM masterbus.photo WHERE photo_id = %s", [photo]).endswith("2.jpg")


def test_table_rebuilt_under_its_name(bus, condoit, mill):
    facility, panel = mill
    with condoit.transaction():
        condoit.execute('CREATE TABLE "NewPhoto" (LIKE "Photo" INCLUDING ALL)')
        condoit.execute('INSERT INTO "NewPhoto" SELECT * FROM "Photo"')
        condoit.execute('DROP TABLE "Photo"')
        condoit.execute('ALTER TABLE "NewPhoto" RENAME TO "Photo"')
    photo = condoit.insert("Photo", facilityId=facility, panelId=panel, url="https://photos.example/3.jpg", takenAt="2026-01-01")
    condoit.execute('GRANT SELECT ON "Photo" TO masterbus_worker')
    wait_for("the new table's photo", lambda: bus.value("SELECT count(*) FROM masterbus.photo WHERE photo_id = %s", [photo]) == 1)
    wait_for_quarantine(bus)
    bus.assert_true()
