"""masterbus typegen: what it writes follows the catalogue, for any login that reads ThreatMap. tests/e2e/typescript compiles it."""
from cli import command, installed, prepared, psql  # noqa: F401 - fixtures

FILES = ["threatmap.d.ts", "threatmap.prisma", "threatmap.zod.ts"]


def test_files_follow_the_catalogue(installed, tmp_path):
    folder = tmp_path / "generated" / "types"
    said = installed.run("typegen", "--out-dir", str(folder)).stdout
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert sorted(said.split()) == [str(folder / name) for name in FILES]
    first = {name: (folder / name).read_text() for name in FILES}
    views = installed.query("""SELECT relname, count(*) AS columns FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
                               WHERE relnamespace = 'threatmap'::regnamespace AND relkind = 'v' GROUP BY relname""")
    assert first["threatmap.d.ts"].count("Row {\n") == len(views)
    assert first["threatmap.prisma"].count("\nview ") == len(views)
    assert first["threatmap.prisma"].count('@@schema("threatmap")') == len(views)
    rows = first["threatmap.zod.ts"].split("export const threatMapViews")[0]
    assert rows.count("\n  ") == sum(view["columns"] for view in views)
    assert installed.run("typegen", "--out-dir", str(folder), "--check").stdout == ""

    psql(installed, "COMMENT ON COLUMN threatmap.facilities.equipment_count IS 'Items; NULL for once.'")
    stale = command(installed, "typegen", "--out-dir", str(folder), "--check")
    assert stale.returncode == 1 and sorted(line.split()[0] for line in stale.stdout.splitlines()) == [str(folder / name) for name in FILES]
    assert {name: (folder / name).read_text() for name in FILES} == first, "a check writes nothing"
    installed.run("typegen", "--out-dir", str(folder))
    assert "equipment_count: number | null;" in (folder / "threatmap.d.ts").read_text()
    assert "equipmentCount Int? @map" in (folder / "threatmap.prisma").read_text()
    assert "equipment_count: z.int32().nullable()," in (folder / "threatmap.zod.ts").read_text()


def test_a_readers_login_is_enough(installed, tmp_path):
    psql(installed, "CREATE ROLE typist LOGIN IN ROLE masterbus_reader")
    try:
        done = command(installed, "typegen", "--out-dir", str(tmp_path), MASTERBUS_DATABASE_URL=installed.server.dsn(installed.database, "typist"))
        assert done.returncode == 0 and sorted(path.name for path in tmp_path.iterdir()) == FILES, done.stderr
    finally:
        psql(installed, "DROP ROLE typist")


def test_a_column_that_would_surprise_a_client_is_refused(installed, tmp_path):
    psql(installed, "CREATE VIEW threatmap.costs AS SELECT 'x'::text AS id, 1.5::numeric AS cost")
    done = command(installed, "typegen", "--out-dir", str(tmp_path))
    assert done.returncode == 1 and "threatmap.costs.cost has type numeric" in done.stderr
    assert not list(tmp_path.iterdir())


def test_without_masterbus_it_says_so(prepared, tmp_path):
    done = command(prepared, "typegen", "--out-dir", str(tmp_path), MASTERBUS_DATABASE_URL=prepared.dsn)
    assert done.returncode == 1 and "not installed" in done.stderr
