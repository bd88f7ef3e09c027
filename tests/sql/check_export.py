"""Reads what sql/examples/export.sql gives: two CSV files, a line of GeoJSON, and a GeoJSON feature per line.
usage: check_export.py FACILITIES ITEMS FACILITIES-WITH-COORDINATES"""
import csv
import json
import sys

facilities, items, placed = map(int, sys.argv[1:])
lines = sys.stdin.read().splitlines(keepends=True)
portfolio = list(csv.DictReader(lines[:facilities + 1]))
equipment = list(csv.DictReader(lines[facilities + 1:facilities + items + 2]))
collection, *features = map(json.loads, lines[facilities + items + 2:])

assert facilities > 0 and items > 0 and placed > 0
assert len({row["id"] for row in portfolio}) == facilities and len({row["id"] for row in equipment}) == items
assert {row["facility_id"] for row in equipment} <= {row["id"] for row in portfolio}
for row in equipment:
    points = [float(row[name] or 0) for name in row if name.endswith("_points")]
    assert not row["risk_score"] or abs(sum(points) - float(row["risk_score"])) < 1e-9, row
assert collection["type"] == "FeatureCollection" and collection["numberReturned"] == len(collection["features"]) == placed
assert features == collection["features"]
rows = {row["id"]: row for row in portfolio}
for feature in features:
    row = rows[feature["id"]]
    assert feature["geometry"]["coordinates"] == [float(row["longitude"]), float(row["latitude"])], feature
    assert feature["properties"]["risk_score"] == float(row["risk_score"]), feature
