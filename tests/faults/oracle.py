"""What Condoit's commits say must be in MasterBus: followed through a slot of its own, with rules written anew here."""
import collections

import psycopg

from decoding import parse

# Per table of equipment: the column that holds its loading.
LOADING = {"Panel": "loadingPercentage", "Switchboard": "loadingPercentage", "Transformer": "loadingPercentage",
           "Breaker": "loadingPercentage", "Conductor": "loadingPercentage", "Raceway": "fillPercentage",
           "Equipment": "loadingPercentage"}
# Where a maintenance record names its item, in the order of precedence.
REFERENCES = ["panelId", "switchboardId", "transformerId", "breakerId", "conductorId", "racewayId", "equipmentId"]
FOLLOWED = [*LOADING, "Facility", "MaintenanceRecord"]
READ = """SELECT data FROM pg_logical_slot_get_changes(%s, NULL, NULL, 'only-local', '1', 'skip-empty-xacts', '1')
          WHERE data LIKE 'table %%'"""


def number(text):
    return None if text is None else float(text)


def day(text):
    return None if text is None else text[:10]


def live(row):
    return row is not None and row["deletedAt"] is None


class Oracle:
    """Condoit's rows as its commits left them. After a crash a slot may tell changes twice: in the end that is the same."""

    def __init__(self, server, database):
        self.dsn = server.dsn(database)
        self.slot = f"oracle_{database}"
        self.rows = {table: {} for table in FOLLOWED}

    def create_slot(self):
        self._execute("SELECT pg_create_logical_replication_slot(%s, 'test_decoding')", [self.slot])

    def drop_slot(self):
        self._execute("SELECT pg_drop_replication_slot(%s)", [self.slot])

    def read(self):
        """Takes in everything committed so far."""
        for (data,) in self._execute(READ, [self.slot]):
            self._accept(parse(data))

    def _execute(self, statement, parameters):
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            return connection.execute(statement, parameters).fetchall()

    def _accept(self, change):
        for table in change.tables:
            if table in self.rows:
                self._change(self.rows[table], change)

    def _change(self, rows, change):
        if change.action == "TRUNCATE":
            rows.clear()
        elif change.action == "DELETE":
            rows.pop(change.row["id"], None)
        else:
            before = rows.pop(change.old_key.get("id", change.row["id"]), {})
            rows[change.row["id"]] = before | change.row

    def _home(self, table, row):
        """The facility in which a live item stands, or None for an item that does not count."""
        if not live(row):
            return None
        if table != "Breaker":
            return row["facilityId"]
        panel, board = self.rows["Panel"].get(row["panelId"]), self.rows["Switchboard"].get(row["switchboardId"])
        parents = [parent for parent in (panel, board) if parent is not None]
        return parents[0]["facilityId"] if parents and all(map(live, parents)) else None

    def equipment(self):
        """Every live item once: organisation, id, facility, install date, loading."""
        return [(row["organizationId"], row["id"], home, day(row["installDate"]), number(row[LOADING[table]]))
                for table in LOADING for row in self.rows[table].values() if (home := self._home(table, row))]

    def maintenance(self):
        """How many performed records each item has: organisation, id, count."""
        counts = collections.Counter()
        for row in self.rows["MaintenanceRecord"].values():
            item = next((row[column] for column in REFERENCES if row[column] is not None), None)
            if live(row) and row["status"] == "COMPLETED" and row["performedAt"] is not None and item is not None:
                counts[row["organizationId"], item] += 1
        return [(*key, count) for key, count in counts.items()]

    def facilities(self):
        return {(row["organizationId"], row["id"]) for row in self.rows["Facility"].values() if live(row)}

    def results(self):
        """Items with a result: those that stand in a live facility of their own organisation."""
        homes = self.facilities()
        return [(organization, item, home) for organization, item, home, _, _ in self.equipment() if (organization, home) in homes]

    def facility_results(self):
        counts = collections.Counter((organization, home) for organization, _, home in self.results())
        return [(*facility, counts[facility]) for facility in self.facilities()]


FOUND = {
    "equipment": "SELECT organization_id, equipment_id, facility_id, install_date::text, loading_pct FROM masterbus.equipment",
    "maintenance": "SELECT organization_id, equipment_id, count(*)::int FROM masterbus.maintenance GROUP BY 1, 2",
    "results": "SELECT organization_id, equipment_id, facility_id FROM masterbus.equipment_result",
    "facility_results": "SELECT organization_id, facility_id, equipment_count FROM masterbus.facility_result",
}


def disagreements(oracle, bus):
    """Per relation what only the oracle expects and what only the database holds; duplicates count."""
    found = {}
    for relation, statement in FOUND.items():
        expected = collections.Counter(getattr(oracle, relation)())
        held = collections.Counter(tuple(row.values()) for row in bus.query(statement))
        if expected != held:
            found[relation] = {"only expected": list((expected - held).elements()), "only held": list((held - expected).elements())}
    return found


def assert_agreement(oracle, bus):
    """Reads the oracle's slot to its end and compares; the writer must have stopped and the worker caught up."""
    oracle.read()
    assert oracle.facilities(), "the oracle has seen no facility: it would agree with an empty database"
    found = disagreements(oracle, bus)
    summary = {relation: {side: (len(rows), rows[:3]) for side, rows in sides.items()} for relation, sides in found.items()}
    assert not found, f"the oracle disagrees: {summary}"
