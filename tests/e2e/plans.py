"""The plans that statements really ran with, those inside functions too, as auto_explain reports them."""
import contextlib
import json

import psycopg

SETTINGS = {"log_min_duration": "0", "log_nested_statements": "on", "log_level": "notice", "log_format": "json",
            "log_analyze": "on", "log_buffers": "on", "log_timing": "off"}


@contextlib.contextmanager
def explaining(dsn, user=None):
    """A superuser's connection, as another user where one is given, and the list that plans are added to as statements run."""
    plans = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.add_notice_handler(lambda notice: plans.append(json.loads(notice.message_primary.partition("plan:\n")[2])["Plan"]))
        connection.execute("LOAD 'auto_explain'")
        for name, value in SETTINGS.items():
            connection.execute(f"SET auto_explain.{name} = {value}")
        if user is not None:
            connection.execute(f"SET SESSION AUTHORIZATION {user}")
        plans.clear()
        yield connection, plans


def scans_of(node):
    """Every scan of a table in a plan."""
    if "Scan" in node["Node Type"] and "Relation Name" in node:
        yield node
    for child in node.get("Plans", []):
        yield from scans_of(child)


def rows_read(scan):
    """Rows that a scan met, those among them that its filter threw away too."""
    removed = scan.get("Rows Removed by Filter", 0) + scan.get("Rows Removed by Index Recheck", 0)
    return scan["Actual Loops"] * (scan["Actual Rows"] + removed)
