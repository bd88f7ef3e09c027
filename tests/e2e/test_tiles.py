"""Vector tiles with a real PostGIS: what comes out of threatmap.risk_tile, read back, is what threatmap.risk_points says."""
import os

import psycopg
import pytest

from throwaway import Bus
from vector_tile import layers

MISSING = "PostGIS is not installed: cmake/packages maps gets it"


@pytest.fixture(scope="module")
def tiled(server):
    """Forty facilities of two organisations, read by masterbus rebuild; a reader of the larger one; PostGIS in a schema of its own."""
    if not server.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"):
        assert "CI" not in os.environ, MISSING
        pytest.skip(MISSING)
    name = server.create_database()
    with Bus(server, name) as bus:
        bus.load_condoit(40)
        bus.init()
        bus.run("rebuild")
        server.execute("""CREATE SCHEMA "Geo data"; GRANT USAGE ON SCHEMA "Geo data" TO PUBLIC; CREATE EXTENSION postgis SCHEMA "Geo data";
            CREATE ROLE viewer LOGIN IN ROLE masterbus_reader; INSERT INTO masterbus.login_organization
            SELECT 'viewer', organization_id FROM masterbus.facility GROUP BY organization_id ORDER BY count(*) DESC LIMIT 1""", database=name)
        yield bus
    server.execute("DROP OWNED BY viewer", database=name)
    server.drop_database(name)
    server.execute("DROP ROLE viewer")


@pytest.fixture
def viewer(tiled):
    with psycopg.connect(tiled.server.dsn(tiled.database, "viewer"), row_factory=psycopg.rows.dict_row, autocommit=True) as connection:
        yield connection


def shown(viewer, z, x, y, query="{}"):
    """Features of the one layer of a tile; none for an empty tile."""
    tile = viewer.execute("SELECT threatmap.risk_tile(%s, %s, %s, %s) AS tile", [z, x, y, query]).fetchone()["tile"]
    if not tile:
        return []
    (layer,) = layers(tile)
    assert (layer["name"], layer["version"], layer["extent"]) == ("facilities", 2, 4096)
    return layer["features"]


def every_tile(z):
    return ((z, x, y) for x in range(2 ** z) for y in range(2 ** z))


def tiles_of_facilities(viewer, z):
    """The tiles in which something lies."""
    return [(z, row["x"], row["y"]) for row in viewer.execute(
        """SELECT DISTINCT floor(threatmap.mercator_x((coordinates ->> 'lng')::float8) * 2 ^ %(z)s)::int AS x,
                  floor(threatmap.mercator_y((coordinates ->> 'lat')::float8) * 2 ^ %(z)s)::int AS y
           FROM threatmap.facilities WHERE coordinates IS NOT NULL""", {"z": z})]


@pytest.mark.parametrize("z", [0, 3, 4])
def test_a_tile_holds_the_points_with_all_their_attributes(viewer, z):
    for tile in every_tile(z):
        points = viewer.execute("SELECT * FROM threatmap.risk_points(%s, %s, %s)", tile).fetchall()
        assert shown(viewer, *tile) == [{key: value for key, value in point.items() if value is not None} for point in points]


@pytest.mark.parametrize("z", [0, 2, 4])
def test_the_tiles_of_a_zoom_level_hold_every_facility_once(viewer, z):
    features = [feature for tile in every_tile(z) for feature in shown(viewer, *tile)]
    facilities = viewer.execute(
        """SELECT count(*) AS facilities, sum(equipment_count)::int AS items, max(risk_score) AS worst
           FROM threatmap.facilities WHERE coordinates IS NOT NULL""").fetchone()
    assert facilities["facilities"] > 20
    assert facilities == {"facilities": sum(feature.get("point_count", 1) for feature in features),
                          "items": sum(feature["equipment_count"] for feature in features),
                          "worst": max(feature.get("worst_risk_score", feature.get("risk_score", 0)) for feature in features)}


def test_from_zoom_level_10_each_facility_is_itself(viewer):
    features = [feature for tile in tiles_of_facilities(viewer, 10) for feature in shown(viewer, *tile)]
    rows = viewer.execute("""SELECT id, name, risk_score, risk_rating, compliance_status, equipment_count FROM threatmap.facilities
                             WHERE coordinates IS NOT NULL ORDER BY id COLLATE "C" """).fetchall()
    assert sorted(({key: value for key, value in feature.items() if not key.startswith("tile_")} for feature in features),
                  key=lambda feature: feature["id"]) == [{key: value for key, value in row.items() if value is not None} for row in rows]


def test_filters_reach_the_tile(viewer):
    high = viewer.execute("SELECT count(*) AS n FROM threatmap.facilities WHERE coordinates IS NOT NULL AND risk_rating = 'High'").fetchone()["n"]
    features = shown(viewer, 0, 0, 0, '{"risk_rating": "High"}')
    assert high > 0 and sum(feature.get("point_count", 1) for feature in features) == high
    assert {feature["risk_rating"] for feature in features} == {"High"}


def test_a_reader_gets_its_own_organisations_facilities_only(tiled, viewer):
    every = tiled.value("SELECT count(*) FROM threatmap.facilities WHERE coordinates IS NOT NULL")
    own = sum(feature.get("point_count", 1) for feature in shown(viewer, 0, 0, 0))
    assert 0 < own < every
    viewer.execute("SET search_path = pg_temp, public")
    assert sum(feature.get("point_count", 1) for feature in shown(viewer, 0, 0, 0)) == own


def test_tile_servers_find_it_and_call_it(viewer):
    """pg_tileserv looks for (z integer, x integer, y integer, …) → bytea and names arguments; Martin wants one json more and casts."""
    found = viewer.execute(
        """SELECT p.oid::regprocedure::text AS function FROM pg_proc p
           WHERE p.pronamespace = 'threatmap'::regnamespace AND p.prorettype = 'bytea'::regtype
             AND oidvectortypes(p.proargtypes) = 'integer, integer, integer, json' AND p.proargnames[1:3] = '{z,x,y}'
             AND p.pronargdefaults = 1 AND has_function_privilege(p.oid, 'EXECUTE')""").fetchall()
    assert [row["function"] for row in found] == ["threatmap.risk_tile(integer,integer,integer,json)"]
    as_pg_tileserv = viewer.execute('SELECT "threatmap"."risk_tile"(x => %s, y => %s, z => %s) AS tile', [0, 0, 0]).fetchone()
    as_martin = viewer.execute('SELECT "threatmap"."risk_tile"(%s::int2::integer, %s::int8::integer, %s::int8::integer, %s::json) AS tile',
                               [0, 0, 0, "{}"]).fetchone()
    assert as_pg_tileserv == as_martin and layers(as_martin["tile"])


def test_no_tile_off_the_map(viewer):
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="no tile of the map"):
        shown(viewer, 1, 2, 0)
