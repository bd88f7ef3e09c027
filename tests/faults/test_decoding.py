"""The oracle's reader, against a real server's test_decoding."""
import psycopg
import pytest

from decoding import parse


@pytest.fixture
def decoded(server):
    """Runs statements in a new database and gives what test_decoding makes of them, parsed."""
    name = server.create_database()

    def run(*statements):
        with psycopg.connect(server.dsn(name), autocommit=True) as connection:
            connection.execute("SELECT pg_create_logical_replication_slot('reader_' || oid, 'test_decoding') FROM pg_database WHERE datname = current_database()")
            for statement in statements:
                connection.execute(statement)
            rows = connection.execute("SELECT data FROM pg_replication_slots, pg_logical_slot_get_changes(slot_name, NULL, NULL) "
                                      "WHERE database = current_database() AND data LIKE 'table %'").fetchall()
        return [parse(data) for data, in rows]

    yield run
    server.drop_database(name)


def test_values_that_look_like_syntax(decoded):
    first, second = decoded(
        """CREATE TABLE "Odd ""name" (id text PRIMARY KEY, "two words" text, "b[text]:" timestamp(3), list text[], n float8, gone int)""",
        """INSERT INTO "Odd ""name" VALUES (E'it''s\\nb[text]:''x''', 'a b: c', '2026-01-02 03:04:05.678', '{a,"b c"}', 1.5, NULL)""",
        """DELETE FROM "Odd ""name" """)
    assert (first.action, first.tables) == ("INSERT", ('Odd "name',))
    assert first.row == {"id": "it's\nb[text]:'x'", "two words": "a b: c", "b[text]:": "2026-01-02 03:04:05.678",
                         "list": '{a,"b c"}', "n": "1.5", "gone": None}
    assert (second.action, second.row) == ("DELETE", {"id": "it's\nb[text]:'x'"})


def test_changed_keys_and_truncate(decoded):
    changes = decoded('CREATE TABLE "A" (id text PRIMARY KEY, v text)', "CREATE TABLE b (id text PRIMARY KEY)",
                      """INSERT INTO "A" VALUES ('1', 'x')""", """UPDATE "A" SET id = '2'""", """UPDATE "A" SET v = 'y'""", 'TRUNCATE "A", b')
    assert [change.action for change in changes] == ["INSERT", "UPDATE", "UPDATE", "TRUNCATE"]
    assert (changes[1].old_key, changes[1].row) == ({"id": "1"}, {"id": "2", "v": "x"})
    assert (changes[2].old_key, changes[2].row) == ({}, {"id": "2", "v": "y"})
    assert changes[3].tables == ("A", "b")


def test_what_cannot_be_read_is_an_error():
    with pytest.raises(ValueError):
        parse("table public.a: INSERT: (no-tuple-data)")
    with pytest.raises(ValueError):
        parse("table public.a: INSERT: id[text]:'x' what is this")
