"""Thousands of mixed Condoit writes from a printed seed while the worker runs; at the end both hops must be equal."""
import datetime
import os
import random

import pytest

from condoit import Condoit
from throwaway import Bus

WRITES = int(os.environ.get("RANDOM_WRITES", "3000"))
EQUIPMENT_TABLES = ["Panel", "Switchboard", "Transformer", "Breaker", "Conductor", "Raceway", "Equipment"]
REFERENCE = {table: table[0].lower() + table[1:] + "Id" for table in EQUIPMENT_TABLES}
LOADED_TABLES = ["Panel", "Switchboard", "Transformer", "Breaker", "Conductor"]


class RandomWrites:
    """Mixed writes over generated data; every choice comes from one seed."""

    def __init__(self, condoit, seed):
        self.condoit = condoit
        self.random = random.Random(seed)
        self.kinds = [(self.change_load, 30), (self.add_maintenance, 20), (self.add_inspection, 15), (self.add_breaker, 10),
                      (self.move_panel, 6), (self.soft_delete_or_restore, 6), (self.hard_delete, 3), (self.reroute_conductor, 8),
                      (self.delete_child, 6), (self.spoil_date, 4), (self.rename_facility, 4), (self.move_child, 4), (self.bulk_update, 1)]

    def run(self, count):
        names, weights = zip(*self.kinds)
        done = 0
        while done < count:
            size = self.random.choice([1, 1, 1, 1, 3, 10])
            with self.condoit.transaction() as transaction:
                for _ in range(size):
                    self.random.choices(names, weights)[0]()
                if self.random.random() < 0.05:
                    from psycopg import Rollback
                    raise Rollback(transaction)
            done += size

    def pick(self, table):
        """A random id of a table, or None when it is empty; in a fixed order, so that the seed decides."""
        start = format(self.random.getrandbits(40), "x")
        row = self.condoit.execute(
            f"""(SELECT id FROM "{table}" WHERE right(id, 10) >= right(%s, 10) ORDER BY right(id, 10), id LIMIT 1)
                UNION ALL (SELECT id FROM "{table}" ORDER BY right(id, 10), id LIMIT 1) LIMIT 1""", [start]).fetchone()
        return row[0] if row else None

    def change_load(self):
        table = self.random.choice(LOADED_TABLES)
        if row := self.pick(table):
            self.condoit.update(table, row, loadingPercentage=round(self.random.uniform(0, 130), 1))

    def day(self):
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        return now - datetime.timedelta(days=self.random.randrange(-30, 1500))

    def child_of(self):
        table = self.random.choice(EQUIPMENT_TABLES)
        row = self.pick(table)
        return {REFERENCE[table]: row} if row else None

    def add_maintenance(self):
        if parent := self.child_of():
            self.condoit.insert("MaintenanceRecord", performedAt=self.day(), status=self.random.choice(["COMPLETED", "COMPLETED", "SCHEDULED"]),
                                type=self.random.choice(["VISUAL_INSPECTION", "THERMOGRAPHIC", "TRIP_TEST", "REPAIR", "OIL_ANALYSIS"]), **parent)

    def add_inspection(self):
        parent, facility = self.child_of(), self.pick("Facility")
        if parent and facility:
            self.condoit.insert("Inspection", facilityId=facility, type=self.random.choice(["VISUAL", "INFRARED"]), status="COMPLETED",
                                inspectedAt=self.day(), passed=self.random.random() < 0.8, relativeHumidity=self.random.uniform(20, 95),
                                corrosionLevel=self.random.choice(["NONE", "MINIMAL", "MODERATE", "SEVERE", None]), **parent)

    def add_breaker(self):
        if panel := self.pick("Panel"):
            self.condoit.breaker(panel)

    def move_panel(self):
        panel, facility = self.pick("Panel"), self.pick("Facility")
        if panel and facility:
            self.condoit.update("Panel", panel, facilityId=facility)

    def soft_delete_or_restore(self):
        table = self.random.choice(EQUIPMENT_TABLES + ["Facility", "MaintenanceRecord", "Inspection"])
        if row := self.pick(table):
            self.condoit.update(table, row, deletedAt=self.random.choice([None, datetime.datetime(2026, 1, 1)]))

    def hard_delete(self):
        table = self.random.choices(["Breaker", "Conductor", "Panel", "Raceway", "Facility"], [10, 5, 3, 3, 0.2])[0]
        if row := self.pick(table):
            self.condoit.delete(table, row)

    def delete_child(self):
        table = self.random.choice(["MaintenanceRecord", "Inspection", "ArcFlashStudy", "Photo"])
        if row := self.pick(table):
            self.condoit.delete(table, row)

    def move_child(self):
        row, panel = self.pick("MaintenanceRecord"), self.pick("Panel")
        if row and panel:
            self.condoit.update("MaintenanceRecord", row, **({name: None for name in REFERENCE.values()} | {"panelId": panel}))

    def reroute_conductor(self):
        conductor, raceway = self.pick("Conductor"), self.pick("Raceway")
        if not conductor or not raceway:
            return
        if self.random.random() < 0.5:
            self.condoit.execute('INSERT INTO "_ConductorToRaceway" ("A", "B") VALUES (%s, %s) ON CONFLICT DO NOTHING', [conductor, raceway])
        else:
            self.condoit.execute('DELETE FROM "_ConductorToRaceway" WHERE "A" = %s', [conductor])
        self.condoit.update("Raceway", raceway, isOutdoor=self.random.random() < 0.5)

    def spoil_date(self):
        table = self.random.choice(["Panel", "Breaker"])
        if row := self.pick(table):
            self.condoit.update(table, row, installDate=self.random.choice([None, datetime.datetime(2091, 1, 1), datetime.datetime(1988, 6, 1)]))

    def rename_facility(self):
        if row := self.pick("Facility"):
            self.condoit.update("Facility", row, name=f"Renamed {self.random.random():.6f}", hasSafetyProgram=self.random.random() < 0.5)

    def bulk_update(self):
        if facility := self.pick("Facility"):
            self.condoit.execute('UPDATE "Panel" SET "loadingPercentage" = %s WHERE "facilityId" = %s', [self.random.uniform(0, 120), facility])


@pytest.mark.parametrize("seed", [int(os.environ.get("RANDOM_SEED", random.SystemRandom().randrange(2**32)))])
def test_random_writes_leave_nothing_different(server, database, seed):
    print(f"RANDOM_SEED={seed} RANDOM_WRITES={WRITES}")
    with Bus(server, database) as bus:
        bus.load_condoit(facilities=20)
        bus.init()
        bus.start_worker()
        with Condoit(bus.dsn) as condoit:
            RandomWrites(condoit, seed).run(WRITES)
        bus.assert_true()
        assert_history_is_a_chain(bus)


def assert_history_is_a_chain(bus):
    """No two equal neighbours, and never two links from one batch."""
    for table, key in [("equipment_history", "equipment_id"), ("facility_history", "facility_id")]:
        repeated = bus.query(
            f"""SELECT * FROM (
                    SELECT {key}, batch, (removed, score_tenths, category, nfpa70b_status, nfpa70e_status)::text AS now,
                           lag((removed, score_tenths, category, nfpa70b_status, nfpa70e_status)::text) OVER chain AS before,
                           lag(batch) OVER chain AS batch_before
                    FROM masterbus.{table} WINDOW chain AS (PARTITION BY organization_id, {key} ORDER BY batch)) links
                WHERE now = before OR batch = batch_before""")
        assert not repeated, f"{table}: {repeated[:3]}"
