"""Tables as wal2json's own regression tests have them, mapped by data and followed by a worker: after each change our
copy holds what the table holds. Every kind of key must come through the stream in the very text that SQL gives it."""
import psycopg
import pytest

from throwaway import Bus

# Kind of key: its type, three keys of which the first two are neighbours, and one to rename to.
KEYS = {
    "bigint": ("bigint", ["9007199254740993", "9007199254740992", "-9223372036854775808"], "9223372036854775807"),
    "numeric": ("numeric", ["18446744073709551617", "18446744073709551616", "-0.10"], "123456789012345678901234567890.50"),
    "numeric_special": ("numeric", ["'NaN'", "'Infinity'", "1e400"], "1.50"),
    "text": ("text", ["'it''s'", r"E'\\\\ \"\n\t\u0001 {a,b}'", "''"], "'naïve 😀 ключ NULL'"),
    "varchar": ("varchar(40)", ["' a'", "'a '", "'NULL'"], "'{}'"),
    "uuid": ("uuid", ["'0d5a1c3e-8a3b-4a4f-9d62-5a4f3c2b1a00'", "'0d5a1c3e-8a3b-4a4f-9d62-5a4f3c2b1a01'", "'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'"],
             "'00000000-0000-0000-0000-000000000000'"),
    "timestamptz": ("timestamptz", ["'2024-03-31 02:30:00.123456+01'", "'2024-03-31 02:30:00.123457+01'", "'infinity'"], "'0044-03-15 12:00:00+00 BC'"),
    "timestamp": ("timestamp(3)", ["'2024-02-29 12:34:56.789'", "'2024-02-29 12:34:56.79'", "'-infinity'"], "'12024-01-01 00:00:00'"),
    "date": ("date", ["'2024-02-29'", "'2024-03-01'", "'infinity'"], "'0001-01-01 BC'"),
    "time": ("timetz", ["'10:00:00+02'", "'10:00:00.000001+02'", "'24:00:00+00'"], "'00:00:00-15:59'"),
    "interval": ("interval", ["'1 day 02:03:04'", "'1 day 02:03:05'", "'-1 year -2 mons'"], "'0'"),
    "boolean": ("boolean", ["true"], "false"),
    "float8": ("float8", ["0.1", "0.10000000000000002", "'-1.5e-300'"], "9007199254740993"),
    "float_special": ("float8", ["'NaN'", "'Infinity'", "'-Infinity'"], "1e308"),
    "bits": ("bit(5)", ["B'10101'", "B'10100'", "B'00000'"], "B'11111'"),
    "array": ("text[]", ["'{a,\"b c\",NULL}'", r"""'{{a,"\""},{c,d}}'""", "'{}'"], "'[0:1]={x,y}'"),
    "enum": ("ground.colour", ["'red'", "'dark \"red\"'"], "'green'"),
    "domain": ("ground.number", ["9007199254740993", "9007199254740992"], "1"),
    "range": ("int8range", ["'[1,9007199254740993)'", "'[1,9007199254740992)'", "'empty'"], "'(,)'"),
    "macaddr": ("macaddr", ["'08:00:2b:01:02:03'", "'08-00-2b-01-02-04'"], "'ffffffffffff'"),
}

ODD = '"Odd ""näme"", it\'s.*\\ "'  # as an identifier, quoted
COPY = """SELECT {key} AS source_key, false AS deleted, '{{}}'::text[] AS depends_on, 'org' AS organization_id,
           '{source}:' || {key} AS photo_id, NULL::text AS facility_id, NULL::text AS equipment_id, t.label AS url,
           NULL::text AS thumbnail_url, NULL::text AS caption, NULL::timestamptz AS taken_at FROM {{schema}}.{table} t WHERE {predicate}"""


class Ground:
    """The mapped tables of schema `ground`, and the worker that follows them."""

    def __init__(self, bus):
        self.bus = bus
        self.connection = psycopg.connect(bus.dsn, autocommit=True)
        self.lines = {}

    def execute(self, statements):
        """One transaction, unless the statements say otherwise."""
        self.connection.execute(statements)

    def follow(self, table, key_columns=("id",), key_type="text", source=None):
        """Adds a mapping line that copies each row's label as a photo's address."""
        source = source or table
        columns = [f't."{column}"' for column in key_columns]
        if len(columns) > 1:
            key = f"jsonb_build_array({', '.join(f'{column}::text' for column in columns)})::text"
        else:
            key = f"{columns[0]}::text"
        typed = len(columns) == 1 and not key_type.endswith("[]")
        predicate = f"{columns[0]} = ANY ($1::{key_type}[])" if typed else f"{key} = ANY ($1)"
        quoted = table if table.startswith('"') else f'"{table}"'
        self.connection.execute(
            """INSERT INTO masterbus.source_table (source, schema_name, table_name, key_columns, target, query)
               VALUES (%s, 'ground', %s, %s, 'photo', %s)""",
            [source, quoted[1:-1].replace('""', '"'), list(key_columns), COPY.format(key=key, source=source, table=quoted, predicate=predicate)])
        self.lines[source] = f"SELECT {key} AS key, label FROM ground.{quoted} t ORDER BY 1, 2"

    def assert_followed(self, source, rows):
        """Everything written is in our copy, which is that many rows."""
        self.bus.wait_until_current()
        copies = self.bus.query("SELECT source_key AS key, url AS label FROM masterbus.photo WHERE source = %s ORDER BY 1, 2", [source])
        assert copies == self.bus.query(self.lines[source])
        assert len(copies) == rows


def make_tables(ground):
    ground.execute("""CREATE SCHEMA ground; CREATE TYPE ground.colour AS ENUM ('red', 'dark "red"', 'green');
                      CREATE DOMAIN ground.number AS numeric(30) CHECK (VALUE > 0)""")
    for kind, (key_type, _, _) in KEYS.items():
        ground.execute(f"CREATE TABLE ground.key_{kind} (id {key_type} PRIMARY KEY, label text)")
        ground.follow(f"key_{kind}", key_type=key_type)
    ground.execute(f"""
        CREATE TABLE ground.pair ("A" text, "b c" bigint, label text, PRIMARY KEY ("b c", "A"));
        CREATE TABLE ground.half (a int, b int, label text, PRIMARY KEY (a, b));
        CREATE TABLE ground.{ODD} (id int PRIMARY KEY, label text);
        CREATE TABLE ground.toasted (id text PRIMARY KEY, long text, label text);
        ALTER TABLE ground.toasted ALTER id SET STORAGE EXTERNAL, ALTER long SET STORAGE EXTERNAL;
        CREATE TABLE ground.parent (id int PRIMARY KEY, label text);
        CREATE TABLE ground.child (id int PRIMARY KEY, parent int REFERENCES ground.parent ON DELETE CASCADE ON UPDATE CASCADE, label text);
        CREATE TABLE ground.altered (id int PRIMARY KEY, old_name text, label text);
        CREATE TABLE ground.by_index (id int NOT NULL UNIQUE, label text);
        ALTER TABLE ground.by_index REPLICA IDENTITY USING INDEX by_index_id_key;
        CREATE TABLE ground.by_row (id int NOT NULL, label text);
        ALTER TABLE ground.by_row REPLICA IDENTITY FULL;
        CREATE TABLE ground.whole (id int, year int, label text, PRIMARY KEY (id, year)) PARTITION BY RANGE (year);
        CREATE TABLE ground.part_2024 PARTITION OF ground.whole FOR VALUES FROM (2024) TO (2025);
        CREATE TABLE ground.part_2025 PARTITION OF ground.whole FOR VALUES FROM (2025) TO (2026);
        GRANT USAGE ON SCHEMA ground TO masterbus_worker;
        GRANT SELECT ON ALL TABLES IN SCHEMA ground TO masterbus_worker""")
    ground.follow("pair", key_columns=("A", "b c"))
    ground.follow("half", key_columns=("a",), key_type="int")
    ground.follow(ODD, key_type="int", source="odd")
    ground.follow("toasted")
    for table in ("parent", "child", "altered", "by_index", "by_row"):
        ground.follow(table, key_type="int")
    for table in ("whole", "part_2024", "part_2025"):
        ground.follow(table, key_columns=("id", "year"))


@pytest.fixture(scope="module")
def ground(server):
    database = server.create_database()
    with Bus(server, database) as bus:
        bus.load_condoit()
        bus.init()
        made = Ground(bus)
        make_tables(made)
        bus.start_worker()
        bus.wait_until_current()
        yield made
    server.drop_database(database)


@pytest.mark.parametrize("kind", KEYS)
def test_kind_of_key(ground, kind):
    source = f"key_{kind}"
    key_type, keys, other = KEYS[kind]
    key = [f"({each})::{key_type}" for each in keys]
    ground.execute(f"INSERT INTO ground.{source} VALUES " + ", ".join(f"({each}, 'new')" for each in key))
    ground.assert_followed(source, len(keys))
    ground.execute(f"UPDATE ground.{source} SET label = 'changed' WHERE id = {key[0]}")
    ground.assert_followed(source, len(keys))
    ground.execute(f"UPDATE ground.{source} SET id = ({other})::{key_type} WHERE id = {key[0]}")
    ground.assert_followed(source, len(keys))
    ground.execute(f"DELETE FROM ground.{source} WHERE id <> ({other})::{key_type}")
    ground.assert_followed(source, 1)
    ground.execute(f"DELETE FROM ground.{source}")
    ground.assert_followed(source, 0)


def test_composite_key(ground):
    ground.execute(r"""INSERT INTO ground.pair VALUES ('a,b', 9007199254740993, 'x'), ('{"}', 9007199254740992, 'y'), (E'\\\n"', -1, 'z'), ('', 0, '')""")
    ground.assert_followed("pair", 4)
    ground.execute("""UPDATE ground.pair SET "b c" = "b c" + 1, label = 'moved'""")
    ground.assert_followed("pair", 4)
    ground.execute("""DELETE FROM ground.pair WHERE "b c" > 1""")
    ground.assert_followed("pair", 2)


def test_odd_names(ground):
    ground.execute(f"INSERT INTO ground.{ODD} VALUES (1, 'a'), (2, 'b')")
    ground.execute(f"UPDATE ground.{ODD} SET label = 'c' WHERE id = 1")
    ground.execute(f"DELETE FROM ground.{ODD} WHERE id = 2")
    ground.assert_followed("odd", 1)


def test_unchanged_toast_beside_and_inside_the_key(ground):
    ground.execute("INSERT INTO ground.toasted VALUES (repeat('k', 2200), 'short', 'new'), ('short', repeat('x', 5000), 'new')")
    ground.assert_followed("toasted", 2)
    ground.execute("UPDATE ground.toasted SET label = 'changed'")
    ground.assert_followed("toasted", 2)
    ground.execute("UPDATE ground.toasted SET id = 'renamed' WHERE id = 'short'")
    ground.execute("DELETE FROM ground.toasted WHERE id LIKE 'kkk%'")
    ground.assert_followed("toasted", 1)


def test_primary_keys_that_change_places(ground):
    ground.execute("INSERT INTO ground.parent VALUES (1, 'one'), (2, 'two'); INSERT INTO ground.child VALUES (10, 1, 'of one'), (20, 2, 'of two')")
    ground.execute("""BEGIN; UPDATE ground.parent SET id = 3 WHERE id = 1; UPDATE ground.parent SET id = 1 WHERE id = 2;
                      UPDATE ground.parent SET id = 2 WHERE id = 3; COMMIT""")
    ground.assert_followed("parent", 2)
    ground.execute("UPDATE ground.child SET id = id + 1 WHERE parent = 1; DELETE FROM ground.parent WHERE id = 1")
    ground.assert_followed("parent", 1)
    ground.assert_followed("child", 1)


def test_truncate_alone_with_others_and_before_an_insert(ground):
    ground.execute("TRUNCATE ground.parent CASCADE; INSERT INTO ground.parent SELECT n, 'n' FROM generate_series(1, 50) n")
    ground.execute("INSERT INTO ground.child SELECT n, n, 'n' FROM generate_series(1, 50) n")
    ground.assert_followed("child", 50)
    ground.execute("BEGIN; TRUNCATE ground.parent, ground.child; INSERT INTO ground.parent VALUES (7, 'seven'); COMMIT")
    ground.assert_followed("parent", 1)
    ground.assert_followed("child", 0)
    ground.execute("TRUNCATE ground.parent CASCADE")
    ground.assert_followed("parent", 0)


def test_savepoints_and_rollbacks(ground):
    ground.execute("""BEGIN; INSERT INTO ground.parent VALUES (1, 'kept'); SAVEPOINT s; UPDATE ground.parent SET label = 'lost';
                      INSERT INTO ground.parent VALUES (2, 'lost'); ROLLBACK TO s; INSERT INTO ground.parent VALUES (3, 'kept');
                      SAVEPOINT t; UPDATE ground.parent SET label = 'kept too' WHERE id = 3; RELEASE t; COMMIT""")
    ground.execute("BEGIN; DELETE FROM ground.parent; ROLLBACK")
    ground.assert_followed("parent", 2)
    ground.execute("DELETE FROM ground.parent")
    ground.assert_followed("parent", 0)


def test_columns_renamed_added_and_dropped_between_and_within_transactions(ground):
    ground.execute("INSERT INTO ground.altered VALUES (1, 'a', 'new')")
    ground.execute('ALTER TABLE ground.altered RENAME old_name TO "newName"')
    ground.execute("UPDATE ground.altered SET label = 'changed'")
    ground.assert_followed("altered", 1)
    ground.execute("""BEGIN; INSERT INTO ground.altered (id, label) VALUES (2, 'two'); ALTER TABLE ground.altered ADD added int DEFAULT 5;
                      UPDATE ground.altered SET added = 6; ALTER TABLE ground.altered DROP "newName"; UPDATE ground.altered SET label = label || '!'; COMMIT""")
    ground.assert_followed("altered", 2)


@pytest.mark.parametrize("source", ["by_index", "by_row"])
def test_other_replica_identities(ground, source):
    ground.execute(f"INSERT INTO ground.{source} VALUES (1, 'one'), (2, 'two')")
    ground.execute(f"UPDATE ground.{source} SET id = 3, label = 'three' WHERE id = 1")
    ground.assert_followed(source, 2)
    ground.execute(f"DELETE FROM ground.{source} WHERE id = 3; UPDATE ground.{source} SET label = 'changed'")
    ground.assert_followed(source, 1)


def test_rows_that_move_between_partitions(ground):
    ground.execute("INSERT INTO ground.whole VALUES (1, 2024, 'a'), (2, 2024, 'b'), (3, 2025, 'c')")
    ground.assert_followed("part_2024", 2)
    ground.execute("UPDATE ground.whole SET year = 2025 WHERE id = 1")
    ground.assert_followed("part_2024", 1)
    ground.assert_followed("part_2025", 2)
    ground.assert_followed("whole", 3)
    ground.execute("TRUNCATE ground.whole")
    ground.assert_followed("part_2024", 0)
    ground.assert_followed("part_2025", 0)
    ground.assert_followed("whole", 0)


def test_part_of_a_composite_key(ground):
    ground.execute("INSERT INTO ground.half VALUES (1, 1, 'first')")
    ground.assert_followed("half", 1)
    ground.execute("UPDATE ground.half SET a = 2, label = 'moved'")
    ground.assert_followed("half", 1)
    ground.execute("DELETE FROM ground.half")
    ground.assert_followed("half", 0)


def test_messages_of_others_and_many_tables_in_one_transaction(ground):
    everything = "; ".join(f"INSERT INTO ground.key_{kind} VALUES (({other})::{key_type}, 'all')" for kind, (key_type, _, other) in KEYS.items())
    ground.execute(f"BEGIN; SELECT pg_logical_emit_message(true, 'masterbus', 'not ours'); {everything}; SELECT pg_logical_emit_message(false, '', ''); COMMIT")
    for kind in KEYS:
        ground.assert_followed(f"key_{kind}", 1)
