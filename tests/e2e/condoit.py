"""Plain writes into Condoit's tables, as its application makes them; it knows nothing of MasterBus."""
import datetime
import itertools

import psycopg
from psycopg import sql

ORGANIZATION = "org_1"


class Condoit:
    """A connection of Condoit's own. Each call is a transaction, unless `transaction` groups several."""

    def __init__(self, dsn, organization=ORGANIZATION):
        self.connection = psycopg.connect(dsn, autocommit=True)
        self.organization = organization
        self._numbers = itertools.count(1)

    def __enter__(self):
        self.connection.execute(
            'INSERT INTO "Organization" (id, name, slug, "updatedAt") VALUES (%s, %s, %s, now()) ON CONFLICT DO NOTHING',
            [self.organization, self.organization.title(), self.organization])
        return self

    def __exit__(self, *_):
        self.connection.close()

    def transaction(self):
        return self.connection.transaction()

    def execute(self, statement, parameters=None):
        return self.connection.execute(statement, parameters)

    def insert(self, table, **values):
        """Inserts a row with an id of its own, unless given, and gives the id."""
        row = {"id": f"{table.lower()}_{next(self._numbers)}", "organizationId": self.organization,
               "updatedAt": datetime.datetime.now(datetime.UTC).replace(tzinfo=None)} | values
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join(sql.Placeholder() * len(row)))
        self.connection.execute(statement, list(row.values()))
        return row["id"]

    def update(self, table, row_id, **values):
        values["updatedAt"] = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        assignments = sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in values)
        statement = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(sql.Identifier(table), assignments)
        assert self.connection.execute(statement, [*values.values(), row_id]).rowcount == 1

    def delete(self, table, row_id):
        statement = sql.SQL("DELETE FROM {} WHERE id = %s").format(sql.Identifier(table))
        assert self.connection.execute(statement, [row_id]).rowcount == 1

    def facility(self, **values):
        return self.insert("Facility", **({"name": "Mill", "city": "Austin", "state": "TX"} | values))

    def panel(self, facility, **values):
        return self.insert("Panel", **({"facilityId": facility, "name": "Panel", "installDate": datetime.date(1990, 5, 1),
                                        "conductorMaterial": "COPPER", "loadingPercentage": 50.0, "relativeHumidity": 40.0,
                                        "ambientTemperatureF": 70.0} | values))

    def breaker(self, panel, **values):
        return self.insert("Breaker", **({"panelId": panel, "name": "Breaker", "installDate": datetime.date(2010, 5, 1),
                                          "conductorMaterial": "COPPER", "loadingPercentage": 50.0} | values))
